using Amazon.EC2.Model;

namespace Postern.Region.Tests.Ec2;

public sealed class PeeringTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant(), _peer = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accept_ByThePeer_IsActiveForBoth()
    {
        var id = await OfferAsync();
        Assert.Equal("pending-acceptance", await StateAsync(_peer, id));
        await Refused.With("InvalidVpcPeeringConnectionID.NotFound", _me.Ec2.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel));
        await _peer.Ec2.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel);

        Assert.Equal(("active", "active"), (await StateAsync(_me, id), await StateAsync(_peer, id)));
        await Refused.With("InvalidStateTransition", _peer.Ec2.RejectVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel));
        await Refused.With("InvalidStateTransition", _peer.Ec2.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel));
    }

    [Fact]
    public async Task Routes_ThroughAPeeringConnection_AreKeptUntilDeleted()
    {
        var id = await OfferAsync();
        var vpc = (await _me.Ec2.DescribeVpcPeeringConnectionsAsync(new() { VpcPeeringConnectionIds = [id] }, Cancel)).VpcPeeringConnections[0].RequesterVpcInfo;
        var table = (await _me.Ec2.DescribeRouteTablesAsync(new() { Filters = [new("vpc-id", [vpc.VpcId])] }, Cancel)).RouteTables[0].RouteTableId;
        await _me.Ec2.CreateRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = "172.31.0.0/16", VpcPeeringConnectionId = id }, Cancel);

        Assert.Equal("blackhole", await RouteAsync());
        await _peer.Ec2.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel);
        Assert.Equal("active", await RouteAsync());

        await Refused.With("RouteAlreadyExists", _me.Ec2.CreateRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = "172.31.0.0/16", VpcPeeringConnectionId = id }, Cancel));
        await Refused.With("InvalidParameterValue", _me.Ec2.CreateRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = vpc.CidrBlock, VpcPeeringConnectionId = id }, Cancel));
        await Refused.With("InvalidParameterValue", _me.Ec2.CreateRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = "everywhere", VpcPeeringConnectionId = id }, Cancel));
        await Refused.With("InvalidVpcPeeringConnectionID.NotFound", _me.Ec2.CreateRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = "172.16.0.0/16", VpcPeeringConnectionId = "pcx-0" }, Cancel));
        await Refused.With("InvalidRouteTableID.NotFound", _peer.Ec2.CreateRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = "172.16.0.0/16", VpcPeeringConnectionId = id }, Cancel));

        await _me.Ec2.DeleteRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = "172.31.0.0/16" }, Cancel);
        Assert.Null(await RouteAsync());
        await Refused.With("InvalidRoute.NotFound", _me.Ec2.DeleteRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = "172.31.0.0/16" }, Cancel));

        async Task<string?> RouteAsync() => (await _me.Ec2.DescribeRouteTablesAsync(new() { RouteTableIds = [table] }, Cancel)).RouteTables[0].Routes.Find(r => r.VpcPeeringConnectionId == id)?.State?.Value;
    }

    [Fact]
    public async Task Reject_ThenNothingMore_AndGoneInTheEnd()
    {
        var id = await OfferAsync();
        await _peer.Ec2.RejectVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel);

        Assert.Equal("rejected", await StateAsync(_me, id));
        await Refused.With("InvalidStateTransition", _me.Ec2.DeleteVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel));
        region.Advance(TimeSpan.FromHours(2.1).TotalSeconds);
        await Refused.With("InvalidVpcPeeringConnectionID.NotFound", StateAsync(_me, id));
    }

    [Fact]
    public async Task Delete_OfAnOffer_OnlyByItsMaker()
    {
        var id = await OfferAsync();
        await Refused.With("InvalidStateTransition", _peer.Ec2.DeleteVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel));
        await _me.Ec2.DeleteVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel);

        Assert.Equal("deleted", await StateAsync(_peer, id));
    }

    [Fact]
    public async Task Offer_NobodyAccepts_ExpiresAfterAWeek()
    {
        var id = await OfferAsync();
        region.Advance(TimeSpan.FromDays(7.01).TotalSeconds);

        Assert.Equal("expired", await StateAsync(_me, id));
    }

    [Theory]
    [InlineData("10.0.0.0/16")]
    [InlineData("10.0.128.0/20")]
    public async Task Create_OverlappingRanges_Fails(string peerRange)
    {
        var made = await CreateAsync(await _me.VpcAsync("10.0.0.0/16"), await _peer.VpcAsync(peerRange));

        Assert.Equal("failed", made.Status.Code);
    }

    [Fact]
    public async Task DeleteVpc_OfOneEnd_DeletesTheConnection()
    {
        var vpc = await _me.VpcAsync("10.0.0.0/16");
        var id = (await CreateAsync(vpc, await _peer.VpcAsync("10.1.0.0/16"))).VpcPeeringConnectionId;
        await _peer.Ec2.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel);
        await _me.Ec2.DeleteVpcAsync(new DeleteVpcRequest(vpc), Cancel);

        Assert.Equal("deleted", await StateAsync(_peer, id));
    }

    [Fact]
    public async Task Describe_FromAThirdAccount_ShowsNothing()
    {
        await OfferAsync();

        Assert.Empty((await region.NewTenant().Ec2.DescribeVpcPeeringConnectionsAsync(new(), Cancel)).VpcPeeringConnections ?? []);
    }

    private async Task<string> OfferAsync() => (await CreateAsync(await _me.VpcAsync("10.0.0.0/16"), await _peer.VpcAsync("10.1.0.0/16"))).VpcPeeringConnectionId;

    private async Task<VpcPeeringConnection> CreateAsync(string vpc, string peerVpc) =>
        (await _me.Ec2.CreateVpcPeeringConnectionAsync(new() { VpcId = vpc, PeerVpcId = peerVpc, PeerOwnerId = _peer.Account }, Cancel)).VpcPeeringConnection;

    private static async Task<string> StateAsync(Tenant of, string id) =>
        (await of.Ec2.DescribeVpcPeeringConnectionsAsync(new() { VpcPeeringConnectionIds = [id] }, Cancel)).VpcPeeringConnections[0].Status.Code;
}
