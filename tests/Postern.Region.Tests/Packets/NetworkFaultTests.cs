using System.Diagnostics;
using System.Text.Json.Nodes;
using Postern.Tests.Shared;

namespace Postern.Region.Tests.Packets;

/// <summary>Faults of the network that somebody asked for, and the counts of what went through. They end connections, so that they have a region of their own.</summary>
[Collection(nameof(PacketTests))]
public sealed class NetworkFaultTests : IClassFixture<PrivateLinkRig>
{
    private readonly PrivateLinkRig _rig;

    public NetworkFaultTests(PrivateLinkRig rig)
    {
        _rig = rig;
        Assert.SkipWhen(rig.Obstacle is not null, rig.Obstacle ?? "");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"zones_down":["euw1-az1"]}""")]
    [InlineData("""{"targets_down":["PROVIDER/10.0.0.20"]}""")]
    public async Task Put_ZoneOrTargetDown_CutsAndRefusesUntilItIsOver(string faults)
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);
        using var client = await HoldAsync(machine);

        await SetAsync(faults.Replace("PROVIDER", _rig.ProviderVpc, StringComparison.Ordinal));

        Assert.Equal("broken", await client.StandardOutput.ReadLineAsync(Cancel));
        Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, _rig.Host), StringComparison.Ordinal);
        await _rig.StateAsync("unhealthy");
        await SetAsync("{}");
        Assert.StartsWith("hello", await PacketTests.SoonAsync(machine, _rig.Host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cut_OfAnEndpoint_ResetsItsConnectionsOnly()
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);
        using var client = await HoldAsync(machine);

        Assert.Equal(0, (int)(await _rig.Region.SendAsync(HttpMethod.Post, "faults/network/cut?endpoint=vpce-0", null))["cut"]!);
        Assert.Equal(1, (int)(await _rig.Region.SendAsync(HttpMethod.Post, $"faults/network/cut?endpoint={_rig.EndpointId}", null))["cut"]!);

        Assert.Equal("broken", await client.StandardOutput.ReadLineAsync(Cancel));
        Assert.StartsWith("hello", PrivateLinkRig.Talk(machine, _rig.Host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_FasterIdleClock_ResetsIdleConnectionsEarly()
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);
        await SetAsync("""{"idle_speed":350}""");
        using var client = await HoldAsync(machine);

        Assert.Equal("broken", await client.StandardOutput.ReadLineAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        await SetAsync("{}");
    }

    [Fact]
    public async Task Put_Delay_MakesAnswersLate()
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);
        await PacketTests.SoonAsync(machine, _rig.Host);
        await SetAsync("""{"delay_ms":700}""");
        var watch = Stopwatch.StartNew();

        Assert.StartsWith("hello", PrivateLinkRig.Talk(machine, _rig.Host), StringComparison.Ordinal);

        Assert.InRange(watch.Elapsed.TotalMilliseconds, 700, 60_000);
        await SetAsync("{}");
    }

    [Fact]
    public async Task Traffic_OfAnEndpoint_IsCountedToTheByte()
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);
        await SoonAndEndedAsync(machine);
        var before = await CountAsync();
        using var client = await BeginAsync(machine);
        var after = await CountAsync();

        Assert.Equal((1, 1, "ping\n".Length, $"hello {_rig.LoadBalancerIp}\nping\n".Length),
            (after.Open - before.Open, after.Connections - before.Connections, after.FromClients - before.FromClients, after.FromTargets - before.FromTargets));
        client.Kill(entireProcessTree: true);
    }

    [Fact]
    public async Task Put_Mistakes_AreAllNamedAndNothingChanges()
    {
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => SetAsync("""{"zones":[],"delay_ms":-1,"idle_speed":0}"""));

        Assert.Equal("'zones' is not known; there are zones_down, targets_down, delay_ms, idle_speed; delay_ms is -1; give 0 to 60000 milliseconds; idle_speed is 0; give 1 to 1000000", error.Message);
    }

    private Task<JsonNode> SetAsync(string faults) => _rig.Region.SendAsync(HttpMethod.Put, "faults/network", JsonNode.Parse(faults));

    private async Task<(int Open, int Connections, int FromClients, int FromTargets)> CountAsync()
    {
        var count = (await _rig.Region.SendAsync(HttpMethod.Get, "traffic", null))["traffic"]!.AsArray().Single(t => (string)t!["through"]! == _rig.EndpointId)!;
        return ((int)count["open"]!, (int)count["connections"]!, (int)count["bytes_from_clients"]!, (int)count["bytes_from_targets"]!);
    }

    private async Task<Process> HoldAsync(string[] machine)
    {
        await SoonAndEndedAsync(machine);
        return await BeginAsync(machine);
    }

    /// <summary>Talks until it works, and waits until the region has seen the end of it: a client that hung up is open to the relay for a moment longer.</summary>
    private async Task SoonAndEndedAsync(string[] machine)
    {
        await PacketTests.SoonAsync(machine, _rig.Host);
        await Eventually.HoldsAsync(async () => await _rig.OpenAsync() == 0, "the earlier connections to end");
    }

    private async Task<Process> BeginAsync(string[] machine)
    {
        var client = PrivateLinkRig.Hold(machine, _rig.Host);
        Assert.StartsWith("hello", await client.StandardOutput.ReadLineAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("ping", await client.StandardOutput.ReadLineAsync(Cancel));
        return client;
    }
}
