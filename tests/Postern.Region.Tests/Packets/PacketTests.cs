using Postern.Tests.Shared;

namespace Postern.Region.Tests.Packets;

/// <summary>What the network does with real connections.</summary>
[Collection(nameof(PacketTests))]
public sealed class PacketTests : IClassFixture<PrivateLinkRig>
{
    private readonly PrivateLinkRig _rig;

    public PacketTests(PrivateLinkRig rig)
    {
        _rig = rig;
        Assert.SkipWhen(rig.Obstacle is not null, rig.Obstacle ?? "");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consumer_OfTheSameRange_ReachesTheServiceByName()
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);

        // The target sees the load balancer's address, never the consumer's.
        Assert.Equal($"hello {_rig.LoadBalancerIp}", await SoonAsync(machine, _rig.Host));
    }

    [Fact]
    public async Task Consumer_AnotherPort_IsRefused()
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);

        Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, _rig.EndpointIp, 5432), StringComparison.Ordinal);
        Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, "10.0.0.20", 5432), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stranger_OfTheSameRange_ReachesNothing()
    {
        var machine = await _rig.Region.MachineAsync(_rig.StrangerVpc);

        Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, _rig.Host), StringComparison.Ordinal);
        Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, _rig.EndpointIp), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machine_InAVpc_HasNoWayToTheHost()
    {
        var machine = await _rig.Region.MachineAsync(_rig.StrangerVpc);

        Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, "127.0.0.1", 22), StringComparison.Ordinal);
        Assert.Equal(["eth0", "lo"], RegionProcess.Run([.. machine, "sh", "-c", "ip -o link | cut -d: -f2 | cut -d@ -f1"]).Text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public async Task Resolver_OfAVpc_KnowsTheEndpointAndNothingElse()
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);

        Assert.Equal(_rig.EndpointIp, Resolve(machine, _rig.Host));
        Assert.Equal("", Resolve(machine, "example.org"));
        Assert.Contains("nameserver 10.0.0.2", RegionProcess.Run([.. machine, "cat", "/etc/resolv.conf"]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecurityGroup_NoLongerLetsIn_RefusesNewConnections()
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);
        Assert.StartsWith("hello", await SoonAsync(machine, _rig.Host), StringComparison.Ordinal);
        await _rig.AllowAsync(false);
        try
        {
            Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, _rig.Host), StringComparison.Ordinal);
        }
        finally
        {
            await _rig.AllowAsync(true);
        }

        Assert.StartsWith("hello", PrivateLinkRig.Talk(machine, _rig.Host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Crash_OfTheRegion_ComesBackWithEverything()
    {
        await _rig.Region.CrashAsync();
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);

        Assert.Equal($"hello {_rig.LoadBalancerIp}", await SoonAsync(machine, _rig.Host));
    }

    private static string Resolve(string[] machine, string name) =>
        RegionProcess.Run([.. machine, "perl", "-MSocket", "-e", $"$a = gethostbyname('{name}'); print $a ? inet_ntoa($a) : ''"]).Text;

    // Listeners open, and the server behind them starts, a moment after the API says so.
    internal static async Task<string> SoonAsync(string[] machine, string host)
    {
        var last = "";
        await Eventually.HoldsAsync(() => Task.FromResult((last = PrivateLinkRig.Talk(machine, host)).StartsWith("hello", StringComparison.Ordinal)), $"an answer of {host}");
        Cancel.ThrowIfCancellationRequested();
        return last;
    }
}

/// <summary>What ends a connection for good, so that it has a region of its own.</summary>
[Collection(nameof(PacketTests))]
public sealed class RejectedConnectionTests : IClassFixture<PrivateLinkRig>
{
    private readonly PrivateLinkRig _rig;

    public RejectedConnectionTests(PrivateLinkRig rig)
    {
        _rig = rig;
        Assert.SkipWhen(rig.Obstacle is not null, rig.Obstacle ?? "");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reject_WithALiveConnection_CutsIt()
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);
        await PacketTests.SoonAsync(machine, _rig.Host);
        using var client = PrivateLinkRig.Hold(machine, _rig.Host);
        Assert.StartsWith("hello", await client.StandardOutput.ReadLineAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("ping", await client.StandardOutput.ReadLineAsync(Cancel));
        await _rig.RejectAsync(await _rig.ServiceIdAsync());

        Assert.Equal("broken", await client.StandardOutput.ReadLineAsync(Cancel));
        Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, _rig.Host), StringComparison.Ordinal);
    }
}
