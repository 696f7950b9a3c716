using System.Globalization;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Ec2;
using Postern.Region.Network;
using Postern.Region.State;

namespace Postern.Region.Admin;

/// <summary>Machines that exist to run one command in a VPC.</summary>
internal sealed class CommandInstances(RegionStore store, InstanceActions instances, Machines machines, RegionMode mode, TimeProvider clock)
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(15), LooksEvery = TimeSpan.FromMilliseconds(20);

    /// <returns>The machine, and the beginning of a command line that runs what follows on it.</returns>
    /// <exception cref="AwsException">There is no such VPC or subnet, or no subnet in the VPC.</exception>
    public async Task<(Instance Instance, IReadOnlyList<string> Enter)> CreateAsync(string? vpcId, string? subnetId, IReadOnlyList<string> groups, CancellationToken cancellationToken)
    {
        var instance = store.Change(t =>
        {
            var vpc = t.State.Find<Vpc>(vpcId) ?? throw AwsException.Bad("InvalidVpcID.NotFound", $"There is no VPC '{vpcId}'. Describe the VPCs of your account for those that exist.");
            var subnet = t.State.All<Subnet>().FirstOrDefault(s => s.VpcId == vpc.Id && (subnetId is null || s.Id == subnetId))
                ?? throw AwsException.Bad("InvalidSubnetID.NotFound", subnetId is null ? $"VPC {vpc.Id} has no subnet. Create one, and the command gets an address in it." : $"VPC {vpc.Id} has no subnet '{subnetId}'.");
            var owner = new Caller(new AccessKey("", "", vpc.Account, "", ""), vpc.Region, "ec2");
            return t.Put(instances.New(t, owner, subnet.Id, null, groups, "", hasIpv6: subnet.Ipv6Cidr is not null) with { IsForOneCommand = true });
        });
        try
        {
            var machine = await StartedAsync(instance, cancellationToken);
            var pid = await machine.PidAsync(cancellationToken);
            string[] user = mode.IsRootless ? ["--user", "--preserve-credentials"] : [];
            return (instance, ["nsenter", "--target", pid.ToString(CultureInfo.InvariantCulture), .. user, "--net", "--mount", "--pid", "--"]);
        }
        catch
        {
            Delete(instance.Id);
            throw;
        }
    }

    public void Delete(string instanceId) => store.Change(t =>
    {
        if (t.State.Find<Instance>(instanceId) is not { IsForOneCommand: true } instance)
        {
            throw new AwsException(404, "InvalidInstanceID.NotFound", $"There is no machine '{instanceId}' that was made for a command.");
        }

        if (t.State.Find<NetworkInterface>(instance.NetworkInterfaceId) is { } networkInterface)
        {
            t.Remove(networkInterface);
        }

        t.Remove(instance);
    });

    /// <summary>Removes those of an earlier process of the region, whose commands have lost their network.</summary>
    public void DeleteLeftOvers()
    {
        foreach (var instance in store.Snapshot.All<Instance>().Where(i => i.IsForOneCommand))
        {
            Delete(instance.Id);
        }
    }

    private async Task<InstanceMachine> StartedAsync(Instance instance, CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() + StartsWithin;
        InstanceMachine? machine;
        while ((machine = machines.Find(instance.Id)) is null)
        {
            if (clock.GetUtcNow() > end)
            {
                throw new AwsException(503, "ServerInternal", $"The machine did not start within {StartsWithin.TotalSeconds} s. The region's log says why.");
            }

            await Task.Delay(LooksEvery, clock, cancellationToken);
        }

        return machine;
    }
}
