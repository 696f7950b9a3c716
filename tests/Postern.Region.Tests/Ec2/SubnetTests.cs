using Amazon.EC2.Model;

namespace Postern.Region.Tests.Ec2;

public sealed class SubnetTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateSubnet_InZone_HasZoneIdAndFreeAddresses()
    {
        var subnet = await _me.SubnetAsync(await _me.VpcAsync(), "10.0.7.0/24", "b");

        Assert.Equal(("eu-west-1b", "euw1-az2", 251), (subnet.AvailabilityZone, subnet.AvailabilityZoneId, subnet.AvailableIpAddressCount));
    }

    [Fact]
    public async Task CreateSubnet_ByZoneId_HasItsName()
    {
        var vpc = await _me.VpcAsync();

        Assert.Equal("eu-west-1c", (await _me.Ec2.CreateSubnetAsync(new CreateSubnetRequest(vpc, "10.0.0.0/24") { AvailabilityZoneId = "euw1-az3" }, Cancel)).Subnet.AvailabilityZone);
    }

    [Theory]
    [InlineData("10.1.0.0/24", "InvalidSubnet.Range")]
    [InlineData("10.0.0.0/29", "InvalidSubnet.Range")]
    [InlineData("10.0.5.128/25", "InvalidSubnet.Conflict")]
    [InlineData("ten", "InvalidParameterValue")]
    public async Task CreateSubnet_BadRange_IsRefused(string cidr, string code)
    {
        var vpc = await _me.VpcAsync();
        await _me.SubnetAsync(vpc, "10.0.5.0/24");

        await Refused.With(code, _me.Ec2.CreateSubnetAsync(new CreateSubnetRequest(vpc, cidr), Cancel));
    }

    [Fact]
    public async Task CreateSubnet_UnknownZone_NamesThoseThatExist()
    {
        var error = await Refused.With("InvalidParameterValue", _me.SubnetAsync(await _me.VpcAsync(), zone: "z"));

        Assert.Contains("eu-west-1a, eu-west-1b, eu-west-1c", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateSubnet_UnknownVpc_NotFound()
    {
        await Refused.With("InvalidVpcID.NotFound", _me.SubnetAsync("vpc-00000000000000000"));
    }

    [Fact]
    public async Task DeleteSubnet_WithInterface_DependencyViolation()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        Assert.StartsWith("vpc-", vpc, StringComparison.Ordinal);
        await _me.LoadBalancerAsync(subnet);

        await Refused.With("DependencyViolation", _me.Ec2.DeleteSubnetAsync(new(subnet), Cancel));
    }

    [Theory]
    [InlineData("eu-west-1", "euw1-az1")]
    [InlineData("ap-northeast-1", "apne1-az1")]
    [InlineData("us-gov-west-1", "usgw1-az1")]
    [InlineData("eu-central-1", "euc1-az1")]
    public async Task DescribeAvailabilityZones_OfARegion_HaveAwsIds(string name, string id)
    {
        var zones = (await region.Tenant(_me.Principal, name).Ec2.DescribeAvailabilityZonesAsync(new(), Cancel)).AvailabilityZones;

        Assert.Equal(3, zones.Count);
        Assert.Equal((name + "a", id), (zones[0].ZoneName, zones[0].ZoneId));
    }

    [Fact]
    public async Task DescribeAvailabilityZones_ByNameAndFilter_ChoosesThose()
    {
        var byName = await _me.Ec2.DescribeAvailabilityZonesAsync(new() { ZoneNames = ["eu-west-1b"] }, Cancel);
        var byFilter = await _me.Ec2.DescribeAvailabilityZonesAsync(new() { Filters = [new("zone-id", ["euw1-az2"])] }, Cancel);

        Assert.Equal("euw1-az2", Assert.Single(byName.AvailabilityZones).ZoneId);
        Assert.Equal("eu-west-1b", Assert.Single(byFilter.AvailabilityZones).ZoneName);
        await Refused.With("InvalidParameterValue", _me.Ec2.DescribeAvailabilityZonesAsync(new() { ZoneNames = ["eu-west-1z"] }, Cancel));
    }
}
