using System.Text.Json.Nodes;
using Postern.Tests.Shared;

namespace Postern.Region.Tests.Packets;

/// <summary>What zones, health and the security groups of load balancers and instances do to real connections through an endpoint.</summary>
[Collection(nameof(PacketTests))]
public sealed class TwoZoneTests : IClassFixture<TwoZoneRig>
{
    private readonly TwoZoneRig _rig;

    public TwoZoneTests(TwoZoneRig rig)
    {
        _rig = rig;
        Assert.SkipWhen(rig.Obstacle is not null, rig.Obstacle ?? "");
    }

    [Fact]
    public async Task CrossZone_OffAndOn_ReachesTheZonesTargetOrAll()
    {
        var machine = await MachineAsync();
        Assert.Equal([TwoZoneRig.Targets[1]], ReachedFrom(machine, _rig.EndpointIps[1]));

        await _rig.SetCrossZoneAsync(true);
        await _rig.StatesAsync("healthy", "healthy");
        await Eventually.HoldsAsync(() => Task.FromResult(ReachedFrom(machine, _rig.EndpointIps[1]).SequenceEqual(TwoZoneRig.Targets)), "both to be reached");

        await _rig.SetCrossZoneAsync(false);
        Assert.Equal([TwoZoneRig.Targets[1]], ReachedFrom(machine, _rig.EndpointIps[1]));
    }

    [Fact]
    public async Task LoadBalancersGroup_LetsNobodyIn_RefusesPrivateLinkUnlessSwitchedOff()
    {
        var machine = await MachineAsync();
        await _rig.AllowAtLoadBalancerAsync(false);
        Assert.StartsWith("refused", TwoZoneRig.Talk(machine, _rig.Host), StringComparison.Ordinal);

        await _rig.EnforceOnPrivateLinkAsync(false);
        Assert.StartsWith("10.0.", TwoZoneRig.Talk(machine, _rig.Host), StringComparison.Ordinal);

        await _rig.EnforceOnPrivateLinkAsync(true);
        await _rig.AllowAtLoadBalancerAsync(true);
    }

    [Fact]
    public async Task InstancesGroup_NoLongerLetsTheLoadBalancerIn_FailsChecksAndConnections()
    {
        var machine = await MachineAsync();
        await _rig.AllowAtServersAsync(false);
        Assert.StartsWith("refused", TwoZoneRig.Talk(machine, _rig.Host), StringComparison.Ordinal);
        await _rig.StatesAsync("unhealthy", "unhealthy");
        Assert.All(await _rig.HealthAsync(), h => Assert.Equal("Target.Timeout", h.Reason));

        await _rig.AllowAtServersAsync(true);
        await _rig.StatesAsync("healthy", "healthy");
        Assert.StartsWith("10.0.", TwoZoneRig.Talk(machine, _rig.Host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllUnhealthy_TheLoadBalancerStillTriesThem()
    {
        var machine = await MachineAsync();
        await _rig.AllowAtServersAsync(true, port: 9);
        await _rig.CheckPortAsync("9");
        await _rig.StatesAsync("unhealthy", "unhealthy");
        Assert.All(await _rig.HealthAsync(), h => Assert.Equal("Target.FailedHealthChecks", h.Reason));

        Assert.StartsWith("10.0.", TwoZoneRig.Talk(machine, _rig.Host), StringComparison.Ordinal);
        Assert.Equal(_rig.EndpointIps, Resolve(machine, _rig.Host));

        await _rig.CheckPortAsync("traffic-port");
        await _rig.StatesAsync("healthy", "healthy");
        await _rig.AllowAtServersAsync(false, port: 9);
    }

    [Fact]
    public async Task ZoneWithoutHealthyTarget_IsLeftOutOfTheRegionalName()
    {
        var machine = await MachineAsync();
        Assert.Equal(_rig.EndpointIps, Resolve(machine, _rig.Host));

        await _rig.Region.SendAsync(HttpMethod.Put, "faults/network", new JsonObject { ["targets_down"] = new JsonArray($"{_rig.ProviderVpc}/{TwoZoneRig.Targets[0]}") });
        await _rig.StatesAsync("unhealthy", "healthy");
        Assert.Equal([_rig.EndpointIps[1]], Resolve(machine, _rig.Host));

        await _rig.Region.SendAsync(HttpMethod.Delete, "faults/network", null);
        await _rig.StatesAsync("healthy", "healthy");
    }

    [Fact]
    public async Task PrivateName_TakenByTheEndpoint_LeadsToItInItsVpcOnly()
    {
        var (machine, stranger) = (await MachineAsync(), await _rig.Region.MachineAsync(_rig.ProviderVpc));
        Assert.Empty(Resolve(machine, TwoZoneRig.PrivateName));
        await _rig.TakePrivateNameAsync();

        Assert.Equal(_rig.EndpointIps, Resolve(machine, TwoZoneRig.PrivateName));
        Assert.StartsWith("10.0.", TwoZoneRig.Talk(machine, TwoZoneRig.PrivateName), StringComparison.Ordinal);
        Assert.Empty(Resolve(stranger, TwoZoneRig.PrivateName));
    }

    private static IEnumerable<string> Resolve(string[] machine, string name) =>
        RegionProcess.Run([.. machine, "perl", "-MSocket", "-e", $"@a = gethostbyname('{name}'); print join ' ', map {{ inet_ntoa($_) }} @a[4..$#a]"]).Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

    /// <summary>A consumer's machine, once connections arrive.</summary>
    private async Task<string[]> MachineAsync()
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);
        await Eventually.HoldsAsync(() => Task.FromResult(TwoZoneRig.Talk(machine, _rig.EndpointIps[0]).StartsWith("10.0.", StringComparison.Ordinal)), "an answer");
        return machine;
    }

    private static IEnumerable<string> ReachedFrom(string[] machine, string host) => Enumerable.Range(0, 6).Select(_ => TwoZoneRig.Talk(machine, host).Split(' ')[0]).Distinct().Order(StringComparer.Ordinal);
}
