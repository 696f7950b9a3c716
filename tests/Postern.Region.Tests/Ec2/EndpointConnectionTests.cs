using Amazon.EC2.Model;

namespace Postern.Region.Tests.Ec2;

/// <summary>Acceptance: the provider's side of endpoints.</summary>
public sealed class EndpointConnectionTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _provider = region.NewTenant();
    private readonly Tenant _consumer = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accept_PendingAcceptance_BecomesAvailable()
    {
        var (service, endpoint) = await ConnectAsync();
        region.Advance(5);
        Assert.Equal("pendingacceptance", await _consumer.StateOfAsync(endpoint));
        Assert.Empty(await AcceptAsync(service, endpoint.VpcEndpointId));
        Assert.Equal("pending", await _consumer.StateOfAsync(endpoint));
        region.Advance(2);

        Assert.Equal("available", await _consumer.StateOfAsync(endpoint));
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("available")]
    [InlineData("rejected")]
    [InlineData("deleting")]
    public async Task Accept_InAnotherState_IsUnsuccessful(string state)
    {
        var (service, endpoint) = await ConnectAsync();
        await BringToAsync(state, service, endpoint);
        var failed = Assert.Single(await AcceptAsync(service, endpoint.VpcEndpointId));

        Assert.Equal((endpoint.VpcEndpointId, "InvalidState"), (failed.ResourceId, failed.Error.Code));
        Assert.Contains(state, failed.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pendingacceptance")]
    [InlineData("pending")]
    [InlineData("available")]
    public async Task Reject_WhileItMightFlow_StaysRejectedWithItsInterfaces(string state)
    {
        var (service, endpoint) = await ConnectAsync();
        await BringToAsync(state, service, endpoint);
        Assert.Empty(await RejectAsync(service, endpoint.VpcEndpointId));
        region.Advance(10);

        Assert.Equal("rejected", await _consumer.StateOfAsync(endpoint));
        Assert.Single((await _consumer.Ec2.DescribeNetworkInterfacesAsync(new() { NetworkInterfaceIds = endpoint.NetworkInterfaceIds }, Cancel)).NetworkInterfaces);
        Assert.Equal("rejected", (await ConnectionsAsync(service)).Single().VpcEndpointState.Value.ToLowerInvariant());
    }

    [Theory]
    [InlineData("rejected")]
    [InlineData("deleting")]
    public async Task Reject_InAnotherState_IsUnsuccessful(string state)
    {
        var (service, endpoint) = await ConnectAsync();
        await BringToAsync(state, service, endpoint);

        Assert.Equal("InvalidState", Assert.Single(await RejectAsync(service, endpoint.VpcEndpointId)).Error.Code);
    }

    [Fact]
    public async Task AcceptAndReject_UnknownAmongKnown_MoveTheKnown()
    {
        var (service, endpoint) = await ConnectAsync();
        var (other, foreign) = await ConnectAsync();
        Assert.NotEqual(service.ServiceId, other.ServiceId);
        var failed = await AcceptAsync(service, "vpce-00000000000000000", foreign.VpcEndpointId, endpoint.VpcEndpointId);

        Assert.Equal(["vpce-00000000000000000", foreign.VpcEndpointId], failed.Select(f => f.ResourceId));
        Assert.All(failed, f => Assert.Equal("InvalidVpcEndpointId.NotFound", f.Error.Code));
        Assert.Equal("pending", await _consumer.StateOfAsync(endpoint));
    }

    [Fact]
    public async Task Accept_ByAStranger_ServiceIsNotFound()
    {
        var (service, endpoint) = await ConnectAsync();

        await Refused.With("InvalidVpcEndpointServiceId.NotFound", _consumer.Ec2.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = service.ServiceId, VpcEndpointIds = [endpoint.VpcEndpointId] }, Cancel));
        Assert.Empty((await _consumer.Ec2.DescribeVpcEndpointConnectionsAsync(new(), Cancel)).VpcEndpointConnections ?? []);
    }

    [Fact]
    public async Task Describe_OfAService_NamesOwnerAndLoadBalancer()
    {
        var (service, endpoint) = await ConnectAsync();
        var connection = (await ConnectionsAsync(service)).Single();

        Assert.Equal((endpoint.VpcEndpointId, _consumer.Account, service.ServiceId), (connection.VpcEndpointId, connection.VpcEndpointOwner, connection.ServiceId));
        Assert.Equal(service.NetworkLoadBalancerArns, connection.NetworkLoadBalancerArns);
        Assert.Equal(endpoint.DnsEntries[0].DnsName, connection.DnsEntries[0].DnsName);
    }

    [Fact]
    public async Task Describe_Filters_ChooseConnections()
    {
        var (service, endpoint) = await ConnectAsync();
        await ConnectAsync();
        async Task<int> Count(params List<Filter> filters) => (await _provider.Ec2.DescribeVpcEndpointConnectionsAsync(new() { Filters = filters }, Cancel)).VpcEndpointConnections?.Count ?? 0;

        Assert.Equal(2, await Count());
        Assert.Equal(1, await Count(new Filter("service-id", [service.ServiceId])));
        Assert.Equal(1, await Count(new Filter("vpc-endpoint-id", [endpoint.VpcEndpointId])));
        Assert.Equal(2, await Count(new Filter("vpc-endpoint-owner", [_consumer.Account]), new Filter("vpc-endpoint-state", ["pendingAcceptance"])));
        Assert.Equal(2, await Count(new Filter("vpc-endpoint-state", ["PendingAcceptance"])));
        Assert.Equal(0, await Count(new Filter("vpc-endpoint-state", ["available"])));
        Assert.Equal(2, await Count(new Filter("ip-address-type", ["ipv4"])));
    }

    [Fact]
    public async Task Describe_AfterTheConsumerDeleted_Vanishes()
    {
        var (service, endpoint) = await ConnectAsync();
        await BringToAsync("deleting", service, endpoint);
        region.Advance(1);

        Assert.Empty(await ConnectionsAsync(service));
    }

    private async Task<(ServiceConfiguration Service, VpcEndpoint Endpoint)> ConnectAsync()
    {
        var service = await _provider.ServiceAsync(acceptance: true, allowed: _consumer.Principal);
        return (service, await _consumer.EndpointAsync(service));
    }

    private async Task BringToAsync(string state, ServiceConfiguration service, VpcEndpoint endpoint)
    {
        switch (state)
        {
            case "pending":
                Assert.Empty(await AcceptAsync(service, endpoint.VpcEndpointId));
                break;
            case "available":
                Assert.Empty(await AcceptAsync(service, endpoint.VpcEndpointId));
                region.Advance(2);
                break;
            case "rejected":
                Assert.Empty(await RejectAsync(service, endpoint.VpcEndpointId));
                break;
            case "deleting":
                await _consumer.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint.VpcEndpointId] }, Cancel);
                break;
        }

        Assert.Equal(state, await _consumer.StateOfAsync(endpoint));
    }

    private async Task<List<UnsuccessfulItem>> AcceptAsync(ServiceConfiguration service, params List<string> ids) =>
        (await _provider.Ec2.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = service.ServiceId, VpcEndpointIds = ids }, Cancel)).Unsuccessful ?? [];

    private async Task<List<UnsuccessfulItem>> RejectAsync(ServiceConfiguration service, params List<string> ids) =>
        (await _provider.Ec2.RejectVpcEndpointConnectionsAsync(new() { ServiceId = service.ServiceId, VpcEndpointIds = ids }, Cancel)).Unsuccessful ?? [];

    private async Task<List<VpcEndpointConnection>> ConnectionsAsync(ServiceConfiguration service) =>
        (await _provider.Ec2.DescribeVpcEndpointConnectionsAsync(new() { Filters = [new("service-id", [service.ServiceId])] }, Cancel)).VpcEndpointConnections ?? [];
}
