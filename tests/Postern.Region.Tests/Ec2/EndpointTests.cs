using Amazon.EC2.Model;

namespace Postern.Region.Tests.Ec2;

public sealed class EndpointTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _provider = region.NewTenant();
    private readonly Tenant _consumer = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_WithoutAcceptance_GoesFromPendingToAvailable()
    {
        var service = await ServiceAsync();
        var (vpc, subnet) = await _consumer.NetworkAsync();
        var endpoint = await _consumer.EndpointAsync(service.ServiceName, vpc, subnet);
        Assert.Equal("pending", await _consumer.StateOfAsync(endpoint));
        region.Advance(2);

        Assert.Equal("available", await _consumer.StateOfAsync(endpoint));
        Assert.Equal("default", Assert.Single(endpoint.Groups).GroupName);
        Assert.Equal((_consumer.Account, false, vpc), (endpoint.OwnerId, endpoint.PrivateDnsEnabled, endpoint.VpcId));
    }

    [Fact]
    public async Task Create_TwoZones_HasARegionalNameFirstAndOneAZone()
    {
        var service = await ServiceAsync(zones: "ab");
        var vpc = await _consumer.VpcAsync();
        var endpoint = await _consumer.EndpointAsync(service.ServiceName, vpc, (await _consumer.SubnetAsync(vpc)).SubnetId, (await _consumer.SubnetAsync(vpc, "10.0.1.0/24", "b")).SubnetId);

        Assert.Matches($@"^{endpoint.VpcEndpointId}-[a-z0-9]{{8}}\.{service.ServiceId}\.eu-west-1\.vpce\.amazonaws\.com$", endpoint.DnsEntries[0].DnsName);
        Assert.Equal(3, endpoint.DnsEntries.Count);
        Assert.Contains("-eu-west-1a.vpce-svc-", endpoint.DnsEntries[1].DnsName, StringComparison.Ordinal);
        Assert.Contains("-eu-west-1b.vpce-svc-", endpoint.DnsEntries[2].DnsName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_InASubnet_MakesARequesterManagedInterface()
    {
        var endpoint = await _consumer.EndpointAsync(await ServiceAsync());
        var made = (await _consumer.Ec2.DescribeNetworkInterfacesAsync(new() { NetworkInterfaceIds = endpoint.NetworkInterfaceIds }, Cancel)).NetworkInterfaces[0];

        Assert.Equal(("vpc_endpoint", true, $"VPC Endpoint Interface {endpoint.VpcEndpointId}", "in-use"), (made.InterfaceType.Value, made.RequesterManaged, made.Description, made.Status.Value));
        Assert.Equal(("10.0.0.4", endpoint.SubnetIds[0], "amazon-aws"), (made.PrivateIpAddress, made.SubnetId, made.Attachment.InstanceOwnerId));
    }

    [Fact]
    public async Task Create_AddressAsked_IsTaken()
    {
        var service = await ServiceAsync();
        var (vpc, subnet) = await _consumer.NetworkAsync();
        CreateVpcEndpointRequest Request(string address) => new()
        {
            VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = vpc, SubnetIds = [subnet], SubnetConfigurations = [new() { SubnetId = subnet, Ipv4 = address }],
        };
        var endpoint = (await _consumer.Ec2.CreateVpcEndpointAsync(Request("10.0.0.50"), Cancel)).VpcEndpoint;

        Assert.Equal("10.0.0.50", (await _consumer.Ec2.DescribeNetworkInterfacesAsync(new() { NetworkInterfaceIds = endpoint.NetworkInterfaceIds }, Cancel)).NetworkInterfaces[0].PrivateIpAddress);
        await Refused.With("InvalidIPAddress.InUse", _consumer.Ec2.CreateVpcEndpointAsync(Request("10.0.0.50"), Cancel));
        await Refused.With("InvalidParameterValue", _consumer.Ec2.CreateVpcEndpointAsync(Request("10.7.0.50"), Cancel));
    }

    [Fact]
    public async Task Create_TypeLeftOut_IsRefused()
    {
        var (service, vpc) = (await ServiceAsync(), await _consumer.VpcAsync());

        await Refused.With("InvalidVpcEndpointType", _consumer.Ec2.CreateVpcEndpointAsync(new() { VpcEndpointType = "Tunnel", ServiceName = service.ServiceName, VpcId = vpc }, Cancel));
        Assert.Contains("Gateway", (await Refused.With("InvalidParameter", _consumer.Ec2.CreateVpcEndpointAsync(new() { ServiceName = service.ServiceName, VpcId = vpc }, Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ZoneThatTheServiceLacks_NamesBoth()
    {
        var service = await ServiceAsync(zones: "a");
        var (vpc, subnet) = await _consumer.NetworkAsync("b");
        var error = await Refused.With("InvalidParameter", _consumer.EndpointAsync(service.ServiceName, vpc, subnet));

        Assert.Contains("euw1-az2", error.Message, StringComparison.Ordinal);
        Assert.Contains("euw1-az1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_TwoSubnetsOfOneZone_IsRefused()
    {
        var service = await ServiceAsync();
        var vpc = await _consumer.VpcAsync();

        await Refused.With("DuplicateSubnetsInSameZone", _consumer.EndpointAsync(service.ServiceName, vpc, (await _consumer.SubnetAsync(vpc)).SubnetId, (await _consumer.SubnetAsync(vpc, "10.0.1.0/24")).SubnetId));
    }

    [Fact]
    public async Task Create_ThingsOfAnotherVpc_AreRefused()
    {
        var service = await ServiceAsync();
        var (vpc, subnet) = await _consumer.NetworkAsync();
        var (other, otherSubnet) = await _consumer.NetworkAsync();
        var group = await _consumer.GroupAsync(other);

        await Refused.With("InvalidParameter", _consumer.EndpointAsync(service.ServiceName, vpc, otherSubnet));
        await Refused.With("InvalidParameter", _consumer.Ec2.CreateVpcEndpointAsync(new() { VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = vpc, SubnetIds = [subnet], SecurityGroupIds = [group] }, Cancel));
    }

    [Fact]
    public async Task Create_ThingsThatAreNotThere_AreNamed()
    {
        var service = await ServiceAsync();
        var vpc = await _consumer.VpcAsync();

        await Refused.With("InvalidVpcID.NotFound", _consumer.EndpointAsync(service.ServiceName, "vpc-0"));
        await Refused.With("InvalidSubnetId.NotFound", _consumer.EndpointAsync(service.ServiceName, vpc, "subnet-0"));
        await Refused.With("InvalidSecurityGroupId.NotFound", _consumer.Ec2.CreateVpcEndpointAsync(new() { VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = vpc, SecurityGroupIds = ["sg-0"] }, Cancel));
    }

    [Fact]
    public async Task Create_PrivateDns_IsRefused()
    {
        var service = await ServiceAsync();
        var vpc = await _consumer.VpcAsync();

        await Refused.With("InvalidParameter", _consumer.Ec2.CreateVpcEndpointAsync(new() { VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = vpc, PrivateDnsEnabled = true }, Cancel));
    }

    [Fact]
    public async Task Create_SameClientToken_IsTheSameEndpointAsItIsNow()
    {
        var service = await ServiceAsync();
        var (vpc, subnet) = await _consumer.NetworkAsync();
        var request = new CreateVpcEndpointRequest { VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = vpc, SubnetIds = [subnet], ClientToken = "t" };
        var first = (await _consumer.Ec2.CreateVpcEndpointAsync(request, Cancel)).VpcEndpoint;
        region.Advance(2);
        var again = await _consumer.Ec2.CreateVpcEndpointAsync(request, Cancel);

        Assert.Equal((first.VpcEndpointId, "available", "t"), (again.VpcEndpoint.VpcEndpointId, again.VpcEndpoint.State.Value.ToLowerInvariant(), again.ClientToken));
        request.SubnetIds = [];
        await Refused.With("IdempotentParameterMismatch", _consumer.Ec2.CreateVpcEndpointAsync(request, Cancel));
    }

    [Fact]
    public async Task Create_ServiceInDeletion_IsInvalidServiceName()
    {
        var service = await ServiceAsync();
        await _provider.Ec2.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service.ServiceId] }, Cancel);

        await Refused.With("InvalidServiceName", _consumer.EndpointAsync(service));
    }

    [Fact]
    public async Task Modify_SubnetsAddedAndRemoved_FollowsWithInterfaces()
    {
        var service = await ServiceAsync(zones: "ab");
        var vpc = await _consumer.VpcAsync();
        var (a, b) = ((await _consumer.SubnetAsync(vpc)).SubnetId, (await _consumer.SubnetAsync(vpc, "10.0.1.0/24", "b")).SubnetId);
        var endpoint = await _consumer.EndpointAsync(service.ServiceName, vpc, a);
        region.Advance(2);
        await _consumer.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint.VpcEndpointId, AddSubnetIds = [b], RemoveSubnetIds = [a] }, Cancel);
        Assert.Equal("pending", await _consumer.StateOfAsync(endpoint));
        region.Advance(2);

        Assert.Equal("available", await _consumer.StateOfAsync(endpoint));
        Assert.Equal(b, Assert.Single((await _consumer.Ec2.DescribeNetworkInterfacesAsync(new() { Filters = [new("vpc-id", [vpc])] }, Cancel)).NetworkInterfaces).SubnetId);
        await _consumer.Ec2.DeleteSubnetAsync(new(a), Cancel);
    }

    [Fact]
    public async Task Modify_SecondSubnetOfAZone_IsRefused()
    {
        var service = await ServiceAsync();
        var vpc = await _consumer.VpcAsync();
        var endpoint = await _consumer.EndpointAsync(service.ServiceName, vpc, (await _consumer.SubnetAsync(vpc)).SubnetId);
        var second = (await _consumer.SubnetAsync(vpc, "10.0.1.0/24")).SubnetId;

        await Refused.With("DuplicateSubnetsInSameZone", _consumer.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint.VpcEndpointId, AddSubnetIds = [second] }, Cancel));
    }

    [Fact]
    public async Task Modify_Groups_ReachTheInterfaceAndOneMustRemain()
    {
        var service = await ServiceAsync();
        var (vpc, subnet) = await _consumer.NetworkAsync();
        var endpoint = await _consumer.EndpointAsync(service.ServiceName, vpc, subnet);
        var (group, usual) = (await _consumer.GroupAsync(vpc), endpoint.Groups[0].GroupId);
        await _consumer.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint.VpcEndpointId, AddSecurityGroupIds = [group], RemoveSecurityGroupIds = [usual] }, Cancel);

        Assert.Equal(group, Assert.Single((await _consumer.Ec2.DescribeNetworkInterfacesAsync(new() { NetworkInterfaceIds = endpoint.NetworkInterfaceIds }, Cancel)).NetworkInterfaces[0].Groups).GroupId);
        await Refused.With("InvalidParameter", _consumer.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint.VpcEndpointId, RemoveSecurityGroupIds = [group] }, Cancel));
    }

    [Fact]
    public async Task Delete_Known_GoesWithItsInterfacesAfterAWhile()
    {
        var endpoint = await _consumer.EndpointAsync(await ServiceAsync());
        var failed = (await _consumer.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint.VpcEndpointId, "vpce-00000000000000000"] }, Cancel)).Unsuccessful;
        Assert.Equal("InvalidVpcEndpoint.NotFound", Assert.Single(failed).Error.Code);
        Assert.Equal("deleting", await _consumer.StateOfAsync(endpoint));
        await Refused.With("DependencyViolation", _consumer.Ec2.DeleteSubnetAsync(new(endpoint.SubnetIds[0]), Cancel));
        region.Advance(1);

        await Refused.With("InvalidVpcEndpointId.NotFound", _consumer.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint.VpcEndpointId] }, Cancel));
        await _consumer.Ec2.DeleteSubnetAsync(new(endpoint.SubnetIds[0]), Cancel);
    }

    [Fact]
    public async Task DescribeAssociations_OfAnEndpoint_IsItsService()
    {
        var (provider, consumer) = (region.NewTenant(), region.NewTenant());
        var service = await provider.ServiceAsync(allowed: "*");
        var endpoint = await consumer.EndpointAsync(service);
        region.Advance(2);
        var found = Assert.Single((await consumer.Ec2.DescribeVpcEndpointAssociationsAsync(new() { VpcEndpointIds = [endpoint.VpcEndpointId] }, TestContext.Current.CancellationToken)).VpcEndpointAssociations);

        Assert.Equal(($"arn:aws:ec2:eu-west-1:{provider.Account}:vpc-endpoint-service/{service.ServiceId}", "Accessible", endpoint.DnsEntries[0].DnsName),
            (found.AssociatedResourceArn, found.AssociatedResourceAccessibility, found.DnsEntry.DnsName));
    }

    [Fact]
    public async Task Describe_MalformedId_IsMalformed()
    {
        foreach (var id in new[] { "endpoint-1", "vpce-", "vpce-xyz", "vpce-svc-0123456789abcdef0" })
        {
            await Refused.With("InvalidVpcEndpointId.Malformed", _consumer.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel));
            await Refused.With("InvalidVpcEndpointId.Malformed", _consumer.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = id }, Cancel));
            await Refused.With("InvalidVpcEndpointId.Malformed", _consumer.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel));
        }

        await Refused.With("InvalidVpcEndpointServiceIdId.Malformed", _consumer.Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = ["vpce-0123456789abcdef0"] }, Cancel));
        await Refused.With("InvalidVpcEndpointServiceIdId.Malformed", _consumer.Ec2.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = ["vpce-svc-1"] }, Cancel));
    }

    [Fact]
    public async Task Policy_ThatIsNone_IsRefused()
    {
        var (service, (vpc, _)) = (await ServiceAsync(), await _consumer.NetworkAsync());
        var endpoint = await _consumer.EndpointAsync(service.ServiceName, vpc);
        foreach (var policy in new[] { "{", "[]", "7", $$"""{"Id":"{{new string('x', 20_480)}}"}""" })
        {
            await Refused.With("InvalidPolicyDocument", _consumer.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint.VpcEndpointId, PolicyDocument = policy }, Cancel));
            await Refused.With("InvalidPolicyDocument", _consumer.Ec2.CreateVpcEndpointAsync(new() { VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = vpc, PolicyDocument = policy }, Cancel));
        }

        await _consumer.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint.VpcEndpointId, PolicyDocument = """{"Statement":[]}""" }, Cancel);
        Assert.Equal("""{"Statement":[]}""", (await _consumer.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint.VpcEndpointId] }, Cancel)).VpcEndpoints[0].PolicyDocument);
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("Pending")]
    public async Task Describe_FilterByState_TakesEitherSpelling(string state)
    {
        var endpoint = await _consumer.EndpointAsync(await ServiceAsync());

        Assert.Equal(endpoint.VpcEndpointId, Assert.Single((await _consumer.Ec2.DescribeVpcEndpointsAsync(new() { Filters = [new("vpc-endpoint-state", [state])] }, Cancel)).VpcEndpoints).VpcEndpointId);
    }

    private Task<ServiceConfiguration> ServiceAsync(string zones = "a") => _provider.ServiceAsync(zones: zones, allowed: _consumer.Principal);
}
