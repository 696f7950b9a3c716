using Amazon.EC2.Model;

namespace Postern.Region.Tests.Ec2;

public sealed class VpcTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateVpc_AnyRange_IsAvailableWithDefaultGroup()
    {
        var vpc = (await _me.Ec2.CreateVpcAsync(new CreateVpcRequest("10.1.0.0/16"), Cancel)).Vpc;

        Assert.Matches("^vpc-[0-9a-f]{17}$", vpc.VpcId);
        Assert.Equal(("10.1.0.0/16", "available", _me.Account), (vpc.CidrBlock, vpc.State.Value, vpc.OwnerId));
        var group = Assert.Single((await _me.Ec2.DescribeSecurityGroupsAsync(new() { Filters = [new("vpc-id", [vpc.VpcId])] }, Cancel)).SecurityGroups);
        Assert.Equal("default", group.GroupName);
        Assert.Equal(group.GroupId, Assert.Single(Assert.Single(group.IpPermissions).UserIdGroupPairs).GroupId);
        Assert.Equal("0.0.0.0/0", Assert.Single(Assert.Single(group.IpPermissionsEgress).Ipv4Ranges).CidrIp);
    }

    [Fact]
    public async Task CreateVpc_HostBitsSet_ClearsThem()
    {
        Assert.Equal("100.68.0.0/18", (await _me.Ec2.CreateVpcAsync(new CreateVpcRequest("100.68.0.18/18"), Cancel)).Vpc.CidrBlock);
    }

    [Fact]
    public async Task CreateVpc_SameRangeTwice_MakesTwo()
    {
        Assert.NotEqual(await _me.VpcAsync("10.0.0.0/16"), await _me.VpcAsync("10.0.0.0/16"));
    }

    [Theory]
    [InlineData("nonsense", "InvalidParameterValue")]
    [InlineData("10.0.0.0", "InvalidParameterValue")]
    [InlineData("10.0.0.0/33", "InvalidParameterValue")]
    [InlineData("fd00::/16", "InvalidParameterValue")]
    [InlineData("10.0.0.0/15", "InvalidVpc.Range")]
    [InlineData("10.0.0.0/29", "InvalidVpc.Range")]
    public async Task CreateVpc_BadRange_IsRefused(string cidr, string code)
    {
        await Refused.With(code, _me.Ec2.CreateVpcAsync(new CreateVpcRequest(cidr), Cancel));
    }

    [Fact]
    public async Task DescribeVpcs_OfAnotherAccountOrRegion_AreNotThere()
    {
        var vpc = await _me.VpcAsync();

        await Refused.With("InvalidVpcID.NotFound", region.NewTenant().Ec2.DescribeVpcsAsync(new() { VpcIds = [vpc] }, Cancel));
        await Refused.With("InvalidVpcID.NotFound", region.Tenant(_me.Principal, "us-east-1").Ec2.DescribeVpcsAsync(new() { VpcIds = [vpc] }, Cancel));
        Assert.Equal(vpc, (await _me.Ec2.DescribeVpcsAsync(new() { VpcIds = [vpc] }, Cancel)).Vpcs[0].VpcId);
    }

    [Fact]
    public async Task ModifyVpcAttribute_DnsHostnames_IsDescribed()
    {
        var vpc = await _me.VpcAsync();
        await _me.Ec2.ModifyVpcAttributeAsync(new() { VpcId = vpc, EnableDnsHostnames = true }, Cancel);

        Assert.True((await _me.Ec2.DescribeVpcAttributeAsync(new() { VpcId = vpc, Attribute = "enableDnsHostnames" }, Cancel)).EnableDnsHostnames);
        Assert.True((await _me.Ec2.DescribeVpcAttributeAsync(new() { VpcId = vpc, Attribute = "enableDnsSupport" }, Cancel)).EnableDnsSupport);
        await Refused.With("InvalidParameterValue", _me.Ec2.DescribeVpcAttributeAsync(new() { VpcId = vpc, Attribute = "colour" }, Cancel));
    }

    [Fact]
    public async Task DeleteVpc_Empty_TakesItsDefaultGroupAlong()
    {
        var vpc = await _me.VpcAsync();
        await _me.Ec2.DeleteVpcAsync(new(vpc), Cancel);

        await Refused.With("InvalidVpcID.NotFound", _me.Ec2.DescribeVpcsAsync(new() { VpcIds = [vpc] }, Cancel));
        Assert.Empty((await _me.Ec2.DescribeSecurityGroupsAsync(new() { Filters = [new("vpc-id", [vpc])] }, Cancel)).SecurityGroups ?? []);
    }

    [Fact]
    public async Task DeleteVpc_WithSubnet_DependencyViolation()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        await Refused.With("DependencyViolation", _me.Ec2.DeleteVpcAsync(new(vpc), Cancel));
        await _me.Ec2.DeleteSubnetAsync(new(subnet), Cancel);

        await _me.Ec2.DeleteVpcAsync(new(vpc), Cancel);
    }

    [Fact]
    public async Task DeleteVpc_WithGroup_DependencyViolation()
    {
        var vpc = await _me.VpcAsync();
        await _me.GroupAsync(vpc);

        await Refused.With("DependencyViolation", _me.Ec2.DeleteVpcAsync(new(vpc), Cancel));
    }

    [Fact]
    public async Task DeleteVpc_WithEndpoint_DependencyViolation()
    {
        var service = await _me.ServiceAsync(allowed: _me.Principal);
        var vpc = await _me.VpcAsync();
        await _me.EndpointAsync(service.ServiceName, vpc);

        await Refused.With("DependencyViolation", _me.Ec2.DeleteVpcAsync(new(vpc), Cancel));
    }

    [Fact]
    public async Task AnyAction_DryRun_ChangesNothing()
    {
        var error = await Refused.With("DryRunOperation", _me.Ec2.CreateVpcAsync(new CreateVpcRequest("10.0.0.0/16") { DryRun = true }, Cancel));

        Assert.Equal(412, (int)error.StatusCode);
        Assert.Empty((await _me.Ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs ?? []);
    }
}
