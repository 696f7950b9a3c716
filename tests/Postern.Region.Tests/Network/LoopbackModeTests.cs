using System.Net;
using System.Net.Sockets;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Postern.Region.Dns;
using Postern.Region.Elb;
using Postern.Region.Network;
using Postern.Region.Relays;

namespace Postern.Region.Tests.Network;

/// <summary>Where there are no namespaces, an endpoint still carries bytes: over addresses of the host that stand for those of the VPCs.</summary>
public sealed class LoopbackModeTests : IAsyncLifetime
{
    private const string Target = "10.0.0.20";
    private readonly LogLines _lines = new();
    private RegionFixture _region = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private VpcNetworks Networks => _region.Get<VpcNetworks>();

    public async ValueTask InitializeAsync() => _region = await RegionFixture.StartAsync(services =>
    {
        services.RemoveAll<RegionMode>();
        services.AddSingleton(RegionMode.Loopback).AddHostedService<NetworkPlane>();
        services.AddLogging(logging => logging.AddProvider(_lines).SetMinimumLevel(LogLevel.Debug));
    });

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    [Fact]
    public async Task Endpoint_OfAnotherVpcWithTheSameRange_CarriesBytesToTheTarget()
    {
        var (target, place) = await EndpointAsync();
        using var _ = target;
        using var client = await ConnectAsync(place);
        await CarryAsync(client, target);
    }

    [Fact]
    public async Task Drain_LetsOpenConnectionsGoOn_AndNobodyIn()
    {
        var (target, place) = await EndpointAsync();
        using var _ = target;
        using var client = await ConnectAsync(place);
        using var atTarget = await CarryAsync(client, target);

        var drained = new TrafficDrain(_region.Get<Traffic>(), _region.Get<Relay>(), new RegionOptions { Data = "", Drain = TimeSpan.FromMinutes(1) }).StopAsync(Cancel);

        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            using var late = await ConnectAsync(place);
            await late.ReceiveAsync(new byte[1], Cancel);
        });
        await atTarget.SendAsync("pong"u8.ToArray(), Cancel);
        Assert.Equal(4, await client.ReceiveAsync(new byte[8], Cancel));
        Assert.False(drained.IsCompleted);
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await atTarget.ReceiveAsync(new byte[1], Cancel));
        atTarget.Shutdown(SocketShutdown.Send);
        await drained.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
    }

    [Fact]
    public async Task Instances_AreRefused_SayingWhy()
    {
        var me = _region.NewTenant();
        var (_, subnet) = await me.NetworkAsync();

        var error = await Refused.With("Unsupported", me.Ec2.RunInstancesAsync(new() { ImageId = "ami-postern", MinCount = 1, MaxCount = 1, SubnetId = subnet }, Cancel));
        Assert.Contains("loopback", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_AreOneForEachOfEachVpc_AndStay()
    {
        var places = new LoopbackAddresses();
        var all = Enumerable.Range(1, 200).SelectMany(i => new[] { places.Of("vpc-1", $"10.0.0.{i}"), places.Of("vpc-2", $"10.0.0.{i}") }).ToList();

        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(all[0], places.Of("vpc-1", "10.0.0.1"));
        Assert.Equal(all[0], new LoopbackAddresses().Of("vpc-1", "10.0.0.1"));
    }

    /// <summary>An endpoint in one VPC, and a target in another.</summary>
    private async Task<(TcpListener Target, IPEndPoint Endpoint)> EndpointAsync()
    {
        var (provider, consumer) = (_region.NewTenant(), _region.NewTenant());
        var (vpc, subnet) = await provider.NetworkAsync();
        var target = new TcpListener(Networks.AddressOf(vpc, Target), 0);
        target.Start();
        var port = ((IPEndPoint)target.LocalEndpoint).Port;
        var (balancer, group) = ((await provider.LoadBalancerAsync(subnet)).LoadBalancerArn!, await provider.TargetGroupAsync(vpc, port));
        await provider.ListenerAsync(balancer, group, port);
        await provider.Elb(new Aws.ElbV2.RegisterTargets { TargetGroupArn = group, Targets = [new() { Id = Target, Port = port }] });
        var service = (await provider.Ec2.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [balancer], AcceptanceRequired = false }, Cancel)).ServiceConfiguration;
        await provider.Ec2.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = service.ServiceId, AddAllowedPrincipals = ["*"] }, Cancel);
        _region.Advance(2);
        var (theirVpc, theirSubnet) = await consumer.NetworkAsync();
        var endpoint = await consumer.EndpointAsync(service.ServiceName, theirVpc, theirSubnet);
        _region.Advance(2);

        var name = endpoint.DnsEntries[0].DnsName;
        var question = new DnsMessage { Questions = { new DnsQuestion(DomainName.Parse(name), RecordType.A, RecordClass.INet) } };
        var place = ((ARecord)Resolver.Answer(new Names(_region.Store.Snapshot, new TargetHealthBoard(TimeProvider.System), null) { AddressOf = Networks.AddressOf }, question).AnswerRecords.Single()).Address;
        Assert.Equal(127, place.GetAddressBytes()[0]);
        await _lines.WaitAsync($":{port} is open in {theirVpc}", Cancel); // on another thread, soon after the endpoint is there
        return (target, new IPEndPoint(place, port));
    }

    private static async Task<Socket> CarryAsync(Socket client, TcpListener target)
    {
        await client.SendAsync("ping"u8.ToArray(), Cancel);
        var received = new byte[4];
        Socket atTarget;
        do
        {
            atTarget = await target.AcceptSocketAsync(Cancel);   // those of health checks end without a byte
        }
        while (await atTarget.ReceiveAsync(received, Cancel) == 0);

        Assert.Equal("ping"u8.ToArray(), received);
        return atTarget;
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, Cancel);
        return socket;
    }
}
