using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Region.Network;
using Postern.Tests.Shared;

namespace Postern.Region.Tests.Packets;

/// <summary>VPCs that are joined, in namespaces of this process: only as root.</summary>
[Collection(nameof(PacketTests))]
public sealed class PeeringTests
{
    private const string Listening = "10.51.0.20";

    private static readonly PeeringPlan Peering = new("pcx-0123456789abcdef0", "vpc-a", IPNetwork.Parse("10.0.0.0/16"), "vpc-b", IPNetwork.Parse("10.1.0.0/16"));

    [Fact]
    public async Task SetPeerings_WantedAndNoLonger_JoinsAndParts()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && RegionProcess.Obstacle() is null, "needs root and network namespaces");
        using var networks = new VpcNetworks(RegionMode.Root);
        networks.Make("vpc-a").SetAddresses(new HashSet<string> { "10.0.0.5" });
        networks.Make("vpc-b").SetAddresses(new HashSet<string> { "10.1.0.5" });
        using var listener = networks.Bind("vpc-b", "10.1.0.5", 5432);
        listener.Listen();
        Assert.NotEqual("10.0.0.5", await ConnectAsync(networks, listener));

        networks.SetPeerings(new HashSet<PeeringPlan> { Peering });
        networks.SetPeerings(new HashSet<PeeringPlan> { Peering });   // nothing to do
        Assert.Equal("10.0.0.5", await ConnectAsync(networks, listener));

        networks.SetPeerings(new HashSet<PeeringPlan>());
        Assert.NotEqual("10.0.0.5", await ConnectAsync(networks, listener));
    }

    [Fact]
    public async Task Peering_AcceptedAndDeleted_CarriesPacketsBetweenInstancesOnlyInBetween()
    {
        Assert.SkipWhen(RegionProcess.Obstacle() is not null, RegionProcess.Obstacle() ?? "");
        await using var region = new RegionProcess();
        await region.StartAsync();
        var (ec2, _) = await region.ClientsAsync("arn:aws:iam::012345678901:user/mwf");
        var (one, _) = await NetworkAsync(ec2, "10.50");
        var (other, subnet) = await NetworkAsync(ec2, "10.51");
        await ec2.RunInstancesAsync(
            new() { ImageId = "ami-postern", MinCount = 1, MaxCount = 1, SubnetId = subnet, PrivateIpAddress = Listening, UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(PrivateLinkRig.Echo)) }, TestContext.Current.CancellationToken);
        var machine = await region.MachineAsync(one);
        Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, Listening, 5432), StringComparison.Ordinal);

        var peering = (await ec2.CreateVpcPeeringConnectionAsync(new() { VpcId = one, PeerVpcId = other }, TestContext.Current.CancellationToken)).VpcPeeringConnection.VpcPeeringConnectionId;
        Assert.StartsWith("refused", PrivateLinkRig.Talk(machine, Listening, 5432), StringComparison.Ordinal);
        await ec2.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = peering }, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => Task.FromResult(PrivateLinkRig.Talk(machine, Listening, 5432).StartsWith("hello 10.50.", StringComparison.Ordinal)), "the other VPC is reached");

        await ec2.DeleteVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = peering }, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => Task.FromResult(PrivateLinkRig.Talk(machine, Listening, 5432).StartsWith("refused", StringComparison.Ordinal)), "the other VPC is reached no longer");
    }

    private static async Task<(string Vpc, string Subnet)> NetworkAsync(AmazonEC2Client ec2, string range)
    {
        var vpc = (await ec2.CreateVpcAsync(new CreateVpcRequest(range + ".0.0/16"), TestContext.Current.CancellationToken)).Vpc.VpcId;
        return (vpc, (await ec2.CreateSubnetAsync(new CreateSubnetRequest(vpc, range + ".0.0/24"), TestContext.Current.CancellationToken)).Subnet.SubnetId);
    }

    /// <returns>Whom the listener saw, or why there was no connection.</returns>
    private static async Task<string> ConnectAsync(VpcNetworks networks, Socket listener)
    {
        using var client = networks.Bind("vpc-a", "10.0.0.5");
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await client.ConnectAsync(IPEndPoint.Parse("10.1.0.5:5432"), late.Token);
            using var accepted = await listener.AcceptAsync(late.Token);
            return ((IPEndPoint)accepted.RemoteEndPoint!).Address.ToString();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return e.GetType().Name;
        }
    }
}
