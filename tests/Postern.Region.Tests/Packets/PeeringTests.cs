using System.Net;
using System.Net.Sockets;
using Postern.Region.Network;

namespace Postern.Region.Tests.Packets;

/// <summary>VPCs that are joined, in namespaces of this process: only as root.</summary>
[Collection(nameof(PacketTests))]
public sealed class PeeringTests
{
    private static readonly PeeringPlan Peering = new("pcx-0123456789abcdef0", "vpc-a", IPNetwork.Parse("10.0.0.0/16"), "vpc-b", IPNetwork.Parse("10.1.0.0/16"));

    [Fact]
    public async Task SetPeerings_WantedAndNoLonger_JoinsAndParts()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && RegionProcess.Obstacle() is null, "needs root and network namespaces");
        using var networks = new VpcNetworks();
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
