using System.Net;
using Postern.Region.Relays;

namespace Postern.Region.Tests.Packets;

/// <summary>What a target group's attributes do to real connections, and what its targets see of them.</summary>
[Collection(nameof(PacketTests))]
public sealed class TargetGroupPacketTests : IClassFixture<PrivateLinkRig>
{
    private readonly PrivateLinkRig _rig;

    public TargetGroupPacketTests(PrivateLinkRig rig)
    {
        _rig = rig;
        Assert.SkipWhen(rig.Obstacle is not null, rig.Obstacle ?? "");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ProxyProtocol_SwitchedOn_TellsTheTargetWhoComesThroughWhichEndpoint(bool isIpv6)
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);
        await PacketTests.SoonAsync(machine, _rig.Host);
        if (isIpv6)
        {
            Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, _rig.EndpointIpv6), StringComparison.Ordinal);   // rules of IPv4 do not count
            await _rig.AllowIpv6Async(true);
            Assert.Equal($"hello {_rig.LoadBalancerIp}", PrivateLinkRig.Talk(machine, _rig.EndpointIpv6));
        }

        await _rig.SetAttributeAsync("proxy_protocol_v2.enabled", "true");

        // The echo server sends the header back as it came; the client prints its own address, then all that it heard.
        var heard = PrivateLinkRig.Run(machine, isIpv6 ? _rig.EndpointIpv6 : _rig.Host, """print $s->sockhost =~ /:/ ? "[" . $s->sockhost . "]" : $s->sockhost, ":", $s->sockport, "\n"; <$s>; print $s "ping\n"; while (<$s>) { last if $_ eq "ping\n" || /ping\n$/; $b .= $_ } $_ =~ s/ping\n$//; print uc unpack "H*", $b . $_ """).Split('\n');

        var expected = ProxyProtocolV2.Proxy(IPEndPoint.Parse(heard[0]), new IPEndPoint(IPAddress.Parse(isIpv6 ? _rig.EndpointIpv6 : _rig.EndpointIp), PrivateLinkRig.Port), _rig.EndpointId);
        Assert.Equal(Convert.ToHexString(expected), heard[1]);
        await _rig.SetAttributeAsync("proxy_protocol_v2.enabled", "false");
        if (isIpv6)
        {
            await _rig.AllowIpv6Async(false);
        }
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Deregister_WithALiveConnection_EndsItOnlyWhereAskedTo(string terminates)
    {
        await _rig.SetAttributeAsync("deregistration_delay.timeout_seconds", "1");
        await _rig.SetAttributeAsync("deregistration_delay.connection_termination.enabled", terminates);
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);
        await PacketTests.SoonAsync(machine, _rig.Host);
        using var client = PrivateLinkRig.Hold(machine, _rig.Host);
        Assert.StartsWith("hello", await client.StandardOutput.ReadLineAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("ping", await client.StandardOutput.ReadLineAsync(Cancel));

        await _rig.RegisterAsync(false);

        Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, _rig.Host), StringComparison.Ordinal);   // draining: nothing new
        await _rig.StateAsync("unused");
        if (terminates == "true")
        {
            Assert.Equal("broken", await client.StandardOutput.ReadLineAsync(Cancel));
        }
        else
        {
            Assert.Equal(1, await _rig.OpenAsync());
            client.Kill(entireProcessTree: true);
        }

        await _rig.RegisterAsync(true);
        await _rig.StateAsync("healthy");
    }
}
