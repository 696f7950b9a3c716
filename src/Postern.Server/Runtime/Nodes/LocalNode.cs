using System.Collections.Concurrent;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Nodes;

/// <param name="Zone">Availability zone.</param>
internal sealed record NodePlace(string InstanceId, string VpcId, string PrivateAddress, string? Zone);

/// <summary>A node on an instance of the local region: its folder on this machine, and the instance that runs it.</summary>
internal sealed class LocalNode(NodeFiles files, Instances instances, ProjectRows projects, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>When each node's instance was last asked for: a node that is starting is watched by its files, not by AWS calls.</summary>
    private readonly ConcurrentDictionary<(string Service, NodeRole Role), DateTimeOffset> _lookedAt = [];

    /// <summary>Writes what the node needs, where it is not there yet or has changed.</summary>
    public async Task PrepareAsync(Service service, NodeRole role, CancellationToken cancellationToken) =>
        files.Write(service, (await projects.FindAsync(service.Project, cancellationToken))!, role);

    /// <summary>Where the node is. Null while another instance of it is on its way out: there are never two.</summary>
    public async Task<NodePlace?> PlaceAsync(Service service, NodeRole role, CancellationToken cancellationToken)
    {
        var network = service.Network!;
        var found = await instances.FindAsync(service, role, cancellationToken);
        var inPlace = found.FirstOrDefault(i => Instances.IsUp(i) && i.VpcId == network.AwsVpcId);
        var others = found.Where(i => i != inPlace).ToList();
        if (others.Any(Instances.IsUp))
        {
            await instances.TerminateAsync(others.Where(Instances.IsUp), cancellationToken);
        }

        if (others.Count > 0)
        {
            return null;
        }

        var instance = inPlace ?? await instances.RunAsync(service, role, network, files.UserData(service, role), cancellationToken);
        return new NodePlace(instance.InstanceId, instance.VpcId, instance.PrivateIpAddress, instance.Placement?.AvailabilityZone);
    }

    /// <summary>What a service waits for until its node is ready.</summary>
    public string Awaited(Service service) => files.Software(service).Awaited;

    public bool IsReady(Service service, NodeRole role) => files.IsReady(service, role);

    public IReadOnlyList<ServiceBackup> Backups(Service service) => files.Backups(service);

    /// <summary>Puts the backup that the service begins with where its node finds it.</summary>
    /// <returns>What is in the way; null where nothing is.</returns>
    public string? Restore(Service service) => files.Restore(service);

    /// <summary>Whether somebody ended its instance.</summary>
    public async Task<bool> IsLostAsync(Service service, NodeRole role, string instanceId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - _lookedAt.GetOrAdd((service.Id, role), now) < LookEvery)
        {
            return false;
        }

        _lookedAt[(service.Id, role)] = now;
        return !(await instances.FindAsync(service, role, cancellationToken)).Any(i => i.InstanceId == instanceId && Instances.IsUp(i));
    }

    /// <summary>True once no instance of it is left.</summary>
    /// <param name="role">Null for all nodes.</param>
    public async Task<bool> EndAsync(Service service, NodeRole? role, CancellationToken cancellationToken)
    {
        var left = await instances.FindAsync(service, role, cancellationToken);
        if (left.Any(Instances.IsUp))
        {
            await instances.TerminateAsync(left.Where(Instances.IsUp), cancellationToken);
        }

        return left.Count == 0;
    }

    public void Delete(Service service)
    {
        files.Delete(service);
        _lookedAt.TryRemove((service.Id, NodeRole.Primary), out _);
        _lookedAt.TryRemove((service.Id, NodeRole.Standby), out _);
    }

    public void DeleteStandby(Service service)
    {
        files.Delete(service, NodeRole.Standby);
        _lookedAt.TryRemove((service.Id, NodeRole.Standby), out _);
    }
}
