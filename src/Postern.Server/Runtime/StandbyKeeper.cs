using System.Net;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Runtime;

/// <summary>Keeps the second node of services whose plan has one: an instance in another zone, where there is one, and a host name once it follows.</summary>
internal sealed class StandbyKeeper(LocalNode node, ServiceCatalogue catalogue, AddressNames dns, HostNames names)
{
    /// <summary>One step towards what the plan says, while the primary answers.</summary>
    /// <returns>What to remember of it, and what to tell.</returns>
    public async Task<(StandbyNode? Standby, Told? Told)> KeepAsync(Service service, CancellationToken cancellationToken)
    {
        switch (service.Standby)
        {
            case null:
                // Remembered before there is an instance, so that the primary knows its password, and a crash makes no second one.
                return (IsWished(service) ? new StandbyNode(Ids.New(), Ids.NewPassword()) : null, null);
            case { } standby when !IsWished(service):
                return await EndAsync(service, standby, cancellationToken);
            case { InstanceId: null } standby:
                return await PlaceAsync(service, standby, cancellationToken);
            case { } standby when standby.VpcId != service.Network!.AwsVpcId:
                return (standby.Anew(), new($"The standby of {service.Name} moves to {service.Network.AwsVpcId}"));
            case { } standby:
                return await WatchAsync(service, standby, cancellationToken);
        }
    }

    /// <summary>Whether more is to be done soon.</summary>
    public bool IsOnItsWay(Service service, StandbyNode? standby) => IsWished(service) ? standby is not { IsRunning: true } || standby.PublishedAddress != standby.PrivateAddress : standby is not null;

    /// <summary>Null where its host name is gone.</summary>
    public async Task<string?> WithdrawAsync(Service service, CancellationToken cancellationToken) =>
        service.Standby?.PublishedAddress is null ? null : await dns.WithdrawAsync(names.Replica(service.Name, service.Project), cancellationToken);

    private bool IsWished(Service service) => catalogue.Find(service.Type)!.HasStandby(service.Plan, service.UserConfig);

    private async Task<(StandbyNode?, Told?)> PlaceAsync(Service service, StandbyNode standby, CancellationToken cancellationToken)
    {
        await node.PrepareAsync(service, NodeRole.Standby, cancellationToken);
        return await node.PlaceAsync(service, NodeRole.Standby, cancellationToken) is { } place
            ? (standby with { InstanceId = place.InstanceId, VpcId = place.VpcId, PrivateAddress = place.PrivateAddress, Zone = place.Zone }, new($"Runs the standby of {service.Name} on {place.InstanceId} at {place.PrivateAddress} in {place.Zone}"))
            : (standby, null);
    }

    private async Task<(StandbyNode?, Told?)> WatchAsync(Service service, StandbyNode standby, CancellationToken cancellationToken)
    {
        await node.PrepareAsync(service, NodeRole.Standby, cancellationToken);
        if (!node.IsReady(service, NodeRole.Standby))
        {
            return await node.IsLostAsync(service, NodeRole.Standby, standby.InstanceId!, cancellationToken)
                ? (standby.Anew(), new($"Instance {standby.InstanceId} of the standby of {service.Name} is gone; another takes its place"))
                : (standby with { IsRunning = false }, standby.IsRunning ? new($"The standby of {service.Name} does not follow") : null);
        }

        var (problem, mended) = await dns.KeepAsync(names.Replica(service.Name, service.Project), [IPAddress.Parse(standby.PrivateAddress!)], standby.PublishedAddress == standby.PrivateAddress, cancellationToken);
        return (standby with { IsRunning = true, PublishedAddress = problem is null ? standby.PrivateAddress : standby.PublishedAddress }, standby.IsRunning ? Told.Mended(mended) : new($"The standby of {service.Name} follows"));
    }

    private async Task<(StandbyNode?, Told?)> EndAsync(Service service, StandbyNode standby, CancellationToken cancellationToken)
    {
        if (!await node.EndAsync(service, NodeRole.Standby, cancellationToken) || await WithdrawAsync(service, cancellationToken) is not null)
        {
            return (standby with { IsRunning = false }, null);
        }

        node.DeleteStandby(service);
        return (null, new($"The standby of {service.Name} is gone"));
    }
}
