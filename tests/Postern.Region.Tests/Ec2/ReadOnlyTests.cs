using Amazon.EC2.Model;
using Postern.Aws.ElbV2;
using Filter = Amazon.EC2.Model.Filter;

namespace Postern.Region.Tests.Ec2;

/// <summary>What clients such as Terraform read beside the things themselves.</summary>
public sealed class ReadOnlyTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Vpc_HasAMainRouteTableAndADefaultAcl()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var table = Assert.Single((await _me.Ec2.DescribeRouteTablesAsync(new() { Filters = [new("vpc-id", [vpc]), new("association.main", ["true"])] }, Cancel)).RouteTables);
        var acl = Assert.Single((await _me.Ec2.DescribeNetworkAclsAsync(new() { Filters = [new("vpc-id", [vpc]), new("default", ["true"])] }, Cancel)).NetworkAcls);

        Assert.Equal((true, "10.0.0.0/16", "local"), (table.Associations[0].Main, table.Routes[0].DestinationCidrBlock, table.Routes[0].GatewayId));
        Assert.Equal((true, subnet), (acl.IsDefault, acl.Associations[0].SubnetId));
        Assert.Equal(table.RouteTableId, (await _me.Ec2.DescribeRouteTablesAsync(new() { RouteTableIds = [table.RouteTableId] }, Cancel)).RouteTables[0].RouteTableId);
        await Refused.With("InvalidRouteTableID.NotFound", _me.Ec2.DescribeRouteTablesAsync(new() { RouteTableIds = ["rtb-0"] }, Cancel));
    }

    [Fact]
    public async Task PrefixLists_NoneButRefusedByUnknownId()
    {
        Assert.Empty((await _me.Ec2.DescribePrefixListsAsync(new() { Filters = [new Filter("prefix-list-name", ["com.amazonaws.eu-west-1.s3"])] }, Cancel)).PrefixLists ?? []);
        await Refused.With("InvalidPrefixListID.NotFound", _me.Ec2.DescribePrefixListsAsync(new() { PrefixListIds = ["pl-0"] }, Cancel));
    }

    [Fact]
    public async Task Regions_ByNameAndWildcard()
    {
        var names = (await _me.Ec2.DescribeRegionsAsync(new DescribeRegionsRequest { Filters = [new("region-name", ["eu-west-?"])] }, Cancel)).Regions.Select(r => r.RegionName);

        Assert.Equal(["eu-west-1", "eu-west-2", "eu-west-3"], names);
        await Refused.With("InvalidParameterValue", _me.Ec2.DescribeRegionsAsync(new DescribeRegionsRequest { RegionNames = ["atlantis-1"] }, Cancel));
    }

    [Fact]
    public async Task LoadBalancer_HasNoReservedCapacity_AndIpv4WhereItsSubnetHasNoOther()
    {
        var (_, subnet) = await _me.NetworkAsync();
        var arn = (await _me.LoadBalancerAsync(subnet)).LoadBalancerArn!;

        Assert.Empty((await _me.Elb(new DescribeCapacityReservation { LoadBalancerArn = arn })).CapacityReservationState);
        Assert.Equal("ipv4", (await _me.Elb(new SetIpAddressType { LoadBalancerArn = arn, IpAddressType = "ipv4" })).IpAddressType);
        await Refused.With("InvalidConfigurationRequest", _me.Elb(new SetIpAddressType { LoadBalancerArn = arn, IpAddressType = "dualstack" }));
        await Refused.With("LoadBalancerNotFound", _me.Elb(new DescribeCapacityReservation { LoadBalancerArn = arn + "0" }));
    }

    [Fact]
    public async Task AccountLimits_PageThroughAll()
    {
        var names = new List<string?>();
        for (var page = await _me.Elb(new DescribeAccountLimits { PageSize = 3 }); ; page = await _me.Elb(new DescribeAccountLimits { PageSize = 3, Marker = page.NextMarker }))
        {
            names.AddRange(page.Limits.Select(l => l.Name));
            if (page.NextMarker is null)
            {
                break;
            }
        }

        Assert.Equal(["listeners-per-network-load-balancer", "network-load-balancers", "target-groups", "target-groups-per-action-on-network-load-balancer",
            "targets-per-availability-zone-per-network-load-balancer", "targets-per-network-load-balancer"], names);
    }

    [Fact]
    public async Task Describe_MoreThanTwentyArns_IsRefused()
    {
        var arns = Enumerable.Range(0, 21).Select(i => $"arn:{i}").ToList();

        await Refused.With("ValidationError", _me.Elb(new DescribeLoadBalancers { LoadBalancerArns = arns }));
        await Refused.With("ValidationError", _me.Elb(new DescribeTargetGroups { TargetGroupArns = arns }));
        await Refused.With("ValidationError", _me.Elb(new DescribeListeners { ListenerArns = arns }));
        await Refused.With("ValidationError", _me.Elb(new DescribeTags { ResourceArns = arns }));
    }

    [Fact]
    public async Task ModifySubnetAttribute_IsReadBack()
    {
        var (_, subnet) = await _me.NetworkAsync();
        await _me.Ec2.ModifySubnetAttributeAsync(new() { SubnetId = subnet, MapPublicIpOnLaunch = true }, Cancel);

        Assert.True((await _me.Ec2.DescribeSubnetsAsync(new() { SubnetIds = [subnet] }, Cancel)).Subnets[0].MapPublicIpOnLaunch);
        await Refused.With("InvalidParameterValue", _me.Ec2.ModifySubnetAttributeAsync(new() { SubnetId = subnet, AssignIpv6AddressOnCreation = true }, Cancel));
    }

    [Fact]
    public async Task DryRun_KeepsNothing_AndRefusesWhatTheCallWould()
    {
        await Refused.With("DryRunOperation", _me.Ec2.CreateVpcAsync(new CreateVpcRequest("10.0.0.0/16") { DryRun = true }, Cancel));
        await Refused.With("InvalidVpc.Range", _me.Ec2.CreateVpcAsync(new CreateVpcRequest("10.0.0.0/8") { DryRun = true }, Cancel));

        Assert.Empty((await _me.Ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs ?? []);
    }
}
