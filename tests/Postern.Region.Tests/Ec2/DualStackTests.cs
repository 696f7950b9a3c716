using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Aws.ElbV2;
using ElbSubnetMapping = Postern.Aws.ElbV2.SubnetMapping;

namespace Postern.Region.Tests.Ec2;

/// <summary>IPv6 beside IPv4, from VPCs to endpoints. Packets of it are tested with those of IPv4.</summary>
public sealed class DualStackTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _provider = region.NewTenant(), _consumer = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Vpc_AsksForARange_GetsOneThatNobodyElseHas()
    {
        var (one, other) = (await VpcAsync(_provider), await VpcAsync(_consumer));

        Assert.NotEqual(RangeOf(one), RangeOf(other));
        Assert.Equal("associated", one.Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlockState.State.Value);
        Assert.Equal(one.VpcId, (await _provider.Ec2.DescribeVpcsAsync(new() { Filters = [new("ipv6-cidr-block-association.ipv6-cidr-block", [RangeOf(one)])] }, Cancel)).Vpcs[0].VpcId);
        await Refused.With("InvalidParameterValue", _provider.Ec2.CreateVpcAsync(new CreateVpcRequest("10.0.0.0/16") { Ipv6CidrBlock = "2001:db8::/56", Ipv6Pool = "mine" }, Cancel));
    }

    [Fact]
    public async Task Subnet_OfTheVpcsRange_IsTakenOnce()
    {
        var vpc = await VpcAsync(_provider);
        var range = RangeOf(vpc).Replace("/56", "/64", StringComparison.Ordinal);
        Task<CreateSubnetResponse> Create(string ipv4, string? ipv6) => _provider.Ec2.CreateSubnetAsync(new CreateSubnetRequest(vpc.VpcId, ipv4) { Ipv6CidrBlock = ipv6 }, Cancel);

        Assert.Equal(range, (await Create("10.0.0.0/24", range)).Subnet.Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock);
        await Refused.With("InvalidSubnet.Conflict", Create("10.0.1.0/24", range));
        await Refused.With("InvalidSubnet.Range", Create("10.0.1.0/24", "2001:db9::/64"));
        await Refused.With("InvalidSubnet.Range", Create("10.0.1.0/24", RangeOf(vpc)));
        await Refused.With("InvalidSubnet.Range", Create("10.0.1.0/24", "many"));
        await Refused.With("InvalidSubnet.Range", _provider.Ec2.CreateSubnetAsync(new CreateSubnetRequest(await _provider.VpcAsync(), "10.0.0.0/24") { Ipv6CidrBlock = range }, Cancel));
    }

    [Fact]
    public async Task Groups_OfAVpcThatGetsARange_LetItOutUnlessTheirRulesWereChanged()
    {
        var vpc = await _provider.VpcAsync();
        var (untouched, changed) = (await _provider.GroupAsync(vpc), await _provider.GroupAsync(vpc));
        IpPermission everything = new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "0.0.0.0/0" }] };
        await _provider.Ec2.RevokeSecurityGroupEgressAsync(new() { GroupId = changed, IpPermissions = [everything] }, Cancel);
        await _provider.Ec2.AuthorizeSecurityGroupEgressAsync(new() { GroupId = changed, IpPermissions = [everything] }, Cancel);
        await _provider.Ec2.AssociateVpcCidrBlockAsync(new() { VpcId = vpc, AmazonProvidedIpv6CidrBlock = true }, Cancel);

        Assert.True(await LetsOutAsync(untouched));
        Assert.False(await LetsOutAsync(changed));
        Assert.True(await LetsOutAsync(await _provider.GroupAsync(vpc)));

        async Task<bool> LetsOutAsync(string group) =>
            (await _provider.Ec2.DescribeSecurityGroupsAsync(new() { GroupIds = [group] }, Cancel)).SecurityGroups[0].IpPermissionsEgress.Exists(p => p.Ipv6Ranges?.Exists(r => r.CidrIpv6 == "::/0") == true);
    }

    [Fact]
    public async Task Ranges_OfVpcAndSubnetThatAreThere_ComeAndGo()
    {
        var (vpc, subnet) = await _provider.NetworkAsync();
        var range = (await _provider.Ec2.AssociateVpcCidrBlockAsync(new() { VpcId = vpc, AmazonProvidedIpv6CidrBlock = true }, Cancel)).Ipv6CidrBlockAssociation;
        Assert.Equal(vpc, (await _provider.Ec2.DescribeVpcsAsync(new() { Filters = [new("ipv6-cidr-block-association.association-id", [range.AssociationId])] }, Cancel)).Vpcs[0].VpcId);
        var part = range.Ipv6CidrBlock.Replace("/56", "/64", StringComparison.Ordinal);
        var own = (await _provider.Ec2.AssociateSubnetCidrBlockAsync(new() { SubnetId = subnet, Ipv6CidrBlock = part }, Cancel)).Ipv6CidrBlockAssociation;

        Assert.Equal(("associating", "associated"), (own.Ipv6CidrBlockState.State.Value, (await _provider.Ec2.DescribeSubnetsAsync(new() { SubnetIds = [subnet] }, Cancel)).Subnets[0].Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlockState.State.Value));
        await Refused.With("InvalidVpc.Range", _provider.Ec2.AssociateVpcCidrBlockAsync(new() { VpcId = vpc, AmazonProvidedIpv6CidrBlock = true }, Cancel));
        await Refused.With("InvalidParameterValue", _provider.Ec2.AssociateVpcCidrBlockAsync(new() { VpcId = vpc, CidrBlock = "10.1.0.0/16" }, Cancel));
        await Refused.With("InvalidSubnet.Conflict", _provider.Ec2.AssociateSubnetCidrBlockAsync(new() { SubnetId = subnet, Ipv6CidrBlock = part }, Cancel));
        Assert.Contains(subnet, (await Refused.With("DependencyViolation", _provider.Ec2.DisassociateVpcCidrBlockAsync(new() { AssociationId = range.AssociationId }, Cancel))).Message, StringComparison.Ordinal);
        var arn = (await _provider.LoadBalancerAsync(subnet)).LoadBalancerArn!;
        await _provider.Elb(new SetIpAddressType { LoadBalancerArn = arn, IpAddressType = "dualstack" });
        await Refused.With("DependencyViolation", _provider.Ec2.DisassociateSubnetCidrBlockAsync(new() { AssociationId = own.AssociationId }, Cancel));
        await _provider.Elb(new SetIpAddressType { LoadBalancerArn = arn, IpAddressType = "ipv4" });

        await _provider.Ec2.DisassociateSubnetCidrBlockAsync(new() { AssociationId = own.AssociationId }, Cancel);
        await _provider.Ec2.DisassociateVpcCidrBlockAsync(new() { AssociationId = range.AssociationId }, Cancel);
        Assert.Empty((await _provider.Ec2.DescribeVpcsAsync(new() { VpcIds = [vpc] }, Cancel)).Vpcs[0].Ipv6CidrBlockAssociationSet ?? []);
        await Refused.With("InvalidSubnetCidrBlockAssociationID.NotFound", _provider.Ec2.DisassociateSubnetCidrBlockAsync(new() { AssociationId = own.AssociationId }, Cancel));
        await Refused.With("InvalidVpcCidrBlockAssociationID.NotFound", _provider.Ec2.DisassociateVpcCidrBlockAsync(new() { AssociationId = range.AssociationId }, Cancel));
    }

    [Fact]
    public async Task Subnet_ThatAssigns_NeedsARange()
    {
        var (_, plain) = await _provider.NetworkAsync();
        var (_, dual) = await NetworkAsync(_provider);

        await Refused.With("InvalidParameterValue", _provider.Ec2.ModifySubnetAttributeAsync(new() { SubnetId = plain, AssignIpv6AddressOnCreation = true }, Cancel));
        await _provider.Ec2.ModifySubnetAttributeAsync(new() { SubnetId = dual, AssignIpv6AddressOnCreation = true }, Cancel);
        Assert.True((await _provider.Ec2.DescribeSubnetsAsync(new() { SubnetIds = [dual] }, Cancel)).Subnets[0].AssignIpv6AddressOnCreation);
    }

    [Fact]
    public async Task LoadBalancer_InAllItsSubnets_HasAnAddressOfEachFamily()
    {
        var (_, subnet) = await NetworkAsync(_provider);
        var made = (await _provider.Elb(new CreateLoadBalancer { Name = _provider.NewName(), Type = "network", Scheme = "internal", IpAddressType = "dualstack", SubnetMappings = [new ElbSubnetMapping { SubnetId = subnet }] })).LoadBalancers[0];
        var address = made.AvailabilityZones[0].LoadBalancerAddresses[0].IPv6Address;

        Assert.Equal(("dualstack", address), (made.IpAddressType, (await InterfacesAsync(_provider, subnet))[0].Ipv6Addresses[0].Ipv6Address));
        Assert.Equal("ipv4", (await _provider.Elb(new SetIpAddressType { LoadBalancerArn = made.LoadBalancerArn!, IpAddressType = "ipv4" })).IpAddressType);
        Assert.Empty((await InterfacesAsync(_provider, subnet))[0].Ipv6Addresses ?? []);
        Assert.Equal("dualstack", (await _provider.Elb(new SetSubnets { LoadBalancerArn = made.LoadBalancerArn!, Subnets = [subnet], IpAddressType = "dualstack" })).IpAddressType);
        Assert.Single((await InterfacesAsync(_provider, subnet))[0].Ipv6Addresses);
    }

    [Fact]
    public async Task Service_OffersWhatItsLoadBalancersHave()
    {
        var service = await ServiceAsync();
        Task<ModifyVpcEndpointServiceConfigurationResponse> Modify(List<string>? add, List<string>? remove) =>
            _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service.ServiceId, AddSupportedIpAddressTypes = add, RemoveSupportedIpAddressTypes = remove }, Cancel);

        Assert.Equal(["ipv4", "ipv6"], service.SupportedIpAddressTypes);
        Assert.Equal(service.ServiceId, Assert.Single((await _provider.Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new() { Filters = [new("supported-ip-address-types", ["ipv6"])] }, Cancel)).ServiceConfigurations).ServiceId);
        Assert.Single((await _provider.Ec2.DescribeVpcEndpointServicesAsync(new() { Filters = [new("supported-ip-address-types", ["ipv6"])] }, Cancel)).ServiceDetails);
        await Refused.With("ResourceInUse", _provider.Elb(new SetIpAddressType { LoadBalancerArn = service.NetworkLoadBalancerArns[0], IpAddressType = "ipv4" }));
        await Modify(null, ["ipv6"]);
        Assert.Equal("ipv4", (await _provider.Elb(new SetIpAddressType { LoadBalancerArn = service.NetworkLoadBalancerArns[0], IpAddressType = "ipv4" })).IpAddressType);
        Assert.Contains("dualstack", (await Refused.With("InvalidParameter", Modify(["ipv6"], null))).Message, StringComparison.Ordinal);
        await Refused.With("InvalidParameter", Modify(null, ["ipv4"]));
        await Refused.With("InvalidParameter", Modify(["ipx"], null));
    }

    [Fact]
    public async Task Endpoint_DualStack_HasBothFamiliesUntilItIsModified()
    {
        var service = await ServiceAsync();
        var (vpc, subnet) = await NetworkAsync(_consumer);
        var endpoint = (await CreateAsync(service, vpc, subnet, IpAddressType.Dualstack, null)).VpcEndpoint;

        Assert.Equal(("dualstack", "dualstack"), (endpoint.IpAddressType.Value, endpoint.DnsOptions.DnsRecordIpType.Value));
        Assert.Single((await InterfacesAsync(_consumer, subnet))[0].Ipv6Addresses);
        Assert.Equal("dualstack", (await _provider.Ec2.DescribeVpcEndpointConnectionsAsync(new() { Filters = [new("service-id", [service.ServiceId])] }, Cancel)).VpcEndpointConnections[0].IpAddressType.Value);
        Assert.Contains(endpoint.VpcEndpointId, (await Refused.With("InvalidParameter", _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(
            new() { ServiceId = service.ServiceId, RemoveSupportedIpAddressTypes = ["ipv6"] }, Cancel))).Message, StringComparison.Ordinal);

        await _consumer.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint.VpcEndpointId, IpAddressType = IpAddressType.Ipv4 }, Cancel);
        Assert.Empty((await InterfacesAsync(_consumer, subnet))[0].Ipv6Addresses ?? []);
        var now = (await _consumer.Ec2.DescribeVpcEndpointsAsync(new() { Filters = [new("ip-address-type", ["ipv4"])] }, Cancel)).VpcEndpoints.Single(e => e.VpcEndpointId == endpoint.VpcEndpointId);
        Assert.Equal("ipv4", now.DnsOptions.DnsRecordIpType.Value);
    }

    [Fact]
    public async Task Endpoint_WithoutWhatItNeeds_IsRefused()
    {
        var (service, plain) = (await ServiceAsync(), await _provider.ServiceAsync(allowed: _consumer.Principal));
        var ((vpc, subnet), (dualVpc, dual)) = (await _consumer.NetworkAsync(), await NetworkAsync(_consumer));

        Assert.Contains(subnet, (await Refused.With("InvalidParameter", CreateAsync(service, vpc, subnet, IpAddressType.Dualstack, null))).Message, StringComparison.Ordinal);
        Assert.Contains("ipv6", (await Refused.With("InvalidParameter", CreateAsync(plain, dualVpc, dual, IpAddressType.Dualstack, null))).Message, StringComparison.Ordinal);
        await Refused.With("InvalidParameter", CreateAsync(service, dualVpc, dual, IpAddressType.Ipv6, null));
        await Refused.With("InvalidParameter", CreateAsync(service, dualVpc, dual, IpAddressType.Ipv4, DnsRecordIpType.Ipv6));
        Assert.Equal("ipv6", (await CreateAsync(service, dualVpc, dual, IpAddressType.Dualstack, DnsRecordIpType.Ipv6)).VpcEndpoint.DnsOptions.DnsRecordIpType.Value);
    }

    private static string RangeOf(Vpc vpc) => vpc.Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock;

    private static async Task<Vpc> VpcAsync(Tenant tenant) => (await tenant.Ec2.CreateVpcAsync(new CreateVpcRequest("10.0.0.0/16") { AmazonProvidedIpv6CidrBlock = true }, Cancel)).Vpc;

    private static async Task<(string Vpc, string Subnet)> NetworkAsync(Tenant tenant)
    {
        var vpc = await VpcAsync(tenant);
        var request = new CreateSubnetRequest(vpc.VpcId, "10.0.0.0/24") { AvailabilityZone = "eu-west-1a", Ipv6CidrBlock = RangeOf(vpc).Replace("/56", "/64", StringComparison.Ordinal) };
        return (vpc.VpcId, (await tenant.Ec2.CreateSubnetAsync(request, Cancel)).Subnet.SubnetId);
    }

    private static async Task<List<NetworkInterface>> InterfacesAsync(Tenant tenant, string subnet) =>
        (await tenant.Ec2.DescribeNetworkInterfacesAsync(new() { Filters = [new("subnet-id", [subnet])] }, Cancel)).NetworkInterfaces;

    private async Task<ServiceConfiguration> ServiceAsync()
    {
        var (_, subnet) = await NetworkAsync(_provider);
        var arn = (await _provider.Elb(new CreateLoadBalancer { Name = _provider.NewName(), Type = "network", Scheme = "internal", IpAddressType = "dualstack", Subnets = [subnet] })).LoadBalancers[0].LoadBalancerArn;
        var service = (await _provider.Ec2.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [arn], AcceptanceRequired = false, SupportedIpAddressTypes = ["ipv4", "ipv6"] }, Cancel)).ServiceConfiguration;
        await _provider.AllowAsync(service.ServiceId, _consumer.Principal);
        return service;
    }

    private Task<CreateVpcEndpointResponse> CreateAsync(ServiceConfiguration service, string vpc, string subnet, IpAddressType type, DnsRecordIpType? records) => _consumer.Ec2.CreateVpcEndpointAsync(new()
    {
        VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = vpc, SubnetIds = [subnet], IpAddressType = type, DnsOptions = records is null ? null : new() { DnsRecordIpType = records },
    }, Cancel);
}
