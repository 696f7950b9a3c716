using Amazon.EC2.Model;

namespace Postern.Region.Tests.Ec2;

public sealed class TagTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateTags_OnEveryKind_AreDescribed()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var group = await _me.GroupAsync(vpc);
        var service = await _me.ServiceAsync(allowed: _me.Principal);
        var endpoint = await _me.EndpointAsync(service.ServiceName, vpc, subnet);
        string[] ids = [vpc, subnet, group, service.ServiceId, endpoint.VpcEndpointId, endpoint.NetworkInterfaceIds[0]];
        await _me.Ec2.CreateTagsAsync(new([.. ids], [new("stack", "7")]), Cancel);

        var tags = (await _me.Ec2.DescribeTagsAsync(new([new("key", ["stack"])]), Cancel)).Tags;
        Assert.Equal(ids.Order(StringComparer.Ordinal), tags.Select(t => t.ResourceId).Order(StringComparer.Ordinal));
        Assert.Equal("vpc-endpoint-service", tags.Single(t => t.ResourceId == service.ServiceId).ResourceType.Value, ignoreCase: true);
        Assert.Single((await _me.Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new() { Filters = [new("tag:stack", ["7"])] }, Cancel)).ServiceConfigurations);
    }

    [Fact]
    public async Task CreateTags_OnAPermissionAndAConnection_AreTheServiceOwners()
    {
        var consumer = region.NewTenant();
        var service = await _me.ServiceAsync(acceptance: true, allowed: consumer.Principal);
        var endpoint = await consumer.EndpointAsync(service);
        async Task<AllowedPrincipal> Permission() => (await _me.Ec2.DescribeVpcEndpointServicePermissionsAsync(new() { ServiceId = service.ServiceId }, Cancel)).AllowedPrincipals[0];
        async Task<VpcEndpointConnection> Connection() => (await _me.Ec2.DescribeVpcEndpointConnectionsAsync(new() { Filters = [new("service-id", [service.ServiceId])] }, Cancel)).VpcEndpointConnections[0];
        string[] ids = [(await Permission()).ServicePermissionId, (await Connection()).VpcEndpointConnectionId];
        await _me.Ec2.CreateTagsAsync(new([.. ids], [new("who", "mwf")]), Cancel);

        Assert.Equal("mwf", Assert.Single((await Permission()).Tags).Value);
        Assert.Equal("mwf", Assert.Single((await Connection()).Tags).Value);
        Assert.Equal(ids.Order(StringComparer.Ordinal), (await _me.Ec2.DescribeTagsAsync(new([new("key", ["who"])]), Cancel)).Tags.Select(t => t.ResourceId).Order(StringComparer.Ordinal));
        Assert.Empty((await consumer.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint.VpcEndpointId] }, Cancel)).VpcEndpoints[0].Tags ?? []);
        await Refused.With("InvalidID", consumer.Ec2.CreateTagsAsync(new([ids[1]], [new("a", "b")]), Cancel));

        await _me.Ec2.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = service.ServiceId, RemoveAllowedPrincipals = [consumer.Principal] }, Cancel);
        Assert.Equal(ids[1], Assert.Single((await _me.Ec2.DescribeTagsAsync(new([new("key", ["who"])]), Cancel)).Tags).ResourceId);
    }

    [Fact]
    public async Task DeleteTags_WithAndWithoutValue_TakesWhatMatches()
    {
        var vpc = await _me.VpcAsync();
        await _me.Ec2.CreateTagsAsync(new([vpc], [new("a", "1"), new("b", "2"), new("c", "3")]), Cancel);
        await _me.Ec2.DeleteTagsAsync(new([vpc]) { Tags = [new("a", "other"), new() { Key = "b" }, new("c", "3")] }, Cancel);

        Assert.Equal("a", Assert.Single((await _me.Ec2.DescribeVpcsAsync(new() { VpcIds = [vpc] }, Cancel)).Vpcs[0].Tags).Key);
        await _me.Ec2.DeleteTagsAsync(new([vpc]), Cancel);
        Assert.Empty((await _me.Ec2.DescribeVpcsAsync(new() { VpcIds = [vpc] }, Cancel)).Vpcs[0].Tags ?? []);
    }

    [Fact]
    public async Task CreateTags_Mistakes_AreRefusedAndNothingIsTagged()
    {
        var vpc = await _me.VpcAsync();

        await Refused.With("InvalidTagKey.Malformed", _me.Ec2.CreateTagsAsync(new([vpc], [new("aws:x", "1")]), Cancel));
        await Refused.With("InvalidParameterValue", _me.Ec2.CreateTagsAsync(new([vpc], [new(new string('k', 129), "1")]), Cancel));
        await Refused.With("InvalidParameterValue", _me.Ec2.CreateTagsAsync(new([vpc], [new("k", new string('v', 257))]), Cancel));
        await Refused.With("TagLimitExceeded", _me.Ec2.CreateTagsAsync(new([vpc], [.. Enumerable.Range(0, 51).Select(i => new Tag($"k{i}", "v"))]), Cancel));
        await Refused.With("InvalidVpcID.NotFound", _me.Ec2.CreateTagsAsync(new([vpc, "vpc-0"], [new("k", "v")]), Cancel));
        Assert.Empty((await _me.Ec2.DescribeTagsAsync(new([new("resource-id", [vpc])]), Cancel)).Tags ?? []);
    }

    [Fact]
    public async Task Create_TagsOfAnotherKind_AreRefused()
    {
        var request = new CreateVpcRequest("10.0.0.0/16") { TagSpecifications = [new() { ResourceType = "subnet", Tags = [new("k", "v")] }] };

        await Refused.With("InvalidParameterValue", _me.Ec2.CreateVpcAsync(request, Cancel));
    }
}
