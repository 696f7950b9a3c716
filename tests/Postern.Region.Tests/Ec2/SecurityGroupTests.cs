using Amazon.EC2.Model;

namespace Postern.Region.Tests.Ec2;

public sealed class SecurityGroupTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateSecurityGroup_SameNameInVpc_Duplicate()
    {
        var vpc = await _me.VpcAsync();
        var request = new CreateSecurityGroupRequest { VpcId = vpc, GroupName = "db", Description = "d" };
        await _me.Ec2.CreateSecurityGroupAsync(request, Cancel);

        await Refused.With("InvalidGroup.Duplicate", _me.Ec2.CreateSecurityGroupAsync(request, Cancel));
        request.VpcId = await _me.VpcAsync();
        Assert.StartsWith("sg-", (await _me.Ec2.CreateSecurityGroupAsync(request, Cancel)).GroupId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("sg-mine")]
    public async Task CreateSecurityGroup_ReservedName_IsRefused(string name)
    {
        var vpc = await _me.VpcAsync();

        await Refused.With("InvalidParameterValue", _me.Ec2.CreateSecurityGroupAsync(new() { VpcId = vpc, GroupName = name, Description = "d" }, Cancel));
    }

    [Fact]
    public async Task Authorize_ManySources_SplitsIntoRulesWithIds()
    {
        var (group, other) = await GroupsAsync();
        var rules = await AuthorizeAsync(group, new IpPermission
        {
            IpProtocol = "6", FromPort = 5432, ToPort = 5433,
            Ipv4Ranges = [new() { CidrIp = "10.0.0.9/16", Description = "vpc" }, new() { CidrIp = "192.168.0.0/24" }],
            UserIdGroupPairs = [new() { GroupId = other }],
        });

        Assert.All(rules, r => Assert.Matches("^sgr-[0-9a-f]{17}$", r.SecurityGroupRuleId));
        Assert.Equal(["10.0.0.0/16", "192.168.0.0/24", null], rules.Select(r => r.CidrIpv4));
        Assert.All(rules, r => Assert.Equal(("tcp", 5432, 5433, false), (r.IpProtocol, r.FromPort, r.ToPort, r.IsEgress)));
        Assert.Equal(other, rules[2].ReferencedGroupInfo.GroupId);
        var permission = Assert.Single((await _me.Ec2.DescribeSecurityGroupsAsync(new() { GroupIds = [group] }, Cancel)).SecurityGroups[0].IpPermissions);
        Assert.Equal((2, 1), (permission.Ipv4Ranges.Count, permission.UserIdGroupPairs.Count));
    }

    [Fact]
    public async Task Authorize_SameRuleAgain_DuplicateWhateverItsDescription()
    {
        var (group, _) = await GroupsAsync();
        await AuthorizeAsync(group, Tcp("10.0.0.0/16", "one"));

        await Refused.With("InvalidPermission.Duplicate", AuthorizeAsync(group, Tcp("10.0.0.0/16", "two")));
    }

    [Fact]
    public async Task Authorize_SameRuleAgainWithTags_Duplicate()
    {
        var (group, _) = await GroupsAsync();
        var request = new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [Tcp("10.0.0.0/16")], TagSpecifications = [new() { ResourceType = "security-group-rule", Tags = [new("k", "v")] }] };
        await _me.Ec2.AuthorizeSecurityGroupIngressAsync(request, Cancel);

        await Refused.With("InvalidPermission.Duplicate", _me.Ec2.AuthorizeSecurityGroupIngressAsync(request, Cancel));
        await _me.Ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = [Tcp("10.0.0.0/16")] }, Cancel);
        Assert.Empty((await _me.Ec2.DescribeSecurityGroupsAsync(new() { GroupIds = [group] }, Cancel)).SecurityGroups[0].IpPermissions ?? []);
    }

    [Theory]
    [InlineData("tcp", 5, 4, "10.0.0.0/8", "InvalidParameterValue")]
    [InlineData("tcp", 0, 70000, "10.0.0.0/8", "InvalidParameterValue")]
    [InlineData("carrier-pigeon", 1, 1, "10.0.0.0/8", "InvalidPermission.Malformed")]
    [InlineData("tcp", 1, 1, "10.0.0/8", "InvalidParameterValue")]
    public async Task Authorize_BadRule_IsRefused(string protocol, int from, int to, string cidr, string code)
    {
        var (group, _) = await GroupsAsync();

        await Refused.With(code, AuthorizeAsync(group, new IpPermission { IpProtocol = protocol, FromPort = from, ToPort = to, Ipv4Ranges = [new() { CidrIp = cidr }] }));
    }

    [Fact]
    public async Task Authorize_NoSourceOrUnknownGroup_IsRefused()
    {
        var (group, _) = await GroupsAsync();

        await Refused.With("MissingParameter", AuthorizeAsync(group, new IpPermission { IpProtocol = "tcp", FromPort = 1, ToPort = 1 }));
        await Refused.With("InvalidGroup.NotFound", AuthorizeAsync(group, new IpPermission { IpProtocol = "-1", UserIdGroupPairs = [new() { GroupId = "sg-0" }] }));
    }

    [Fact]
    public async Task Revoke_ById_TakesThatRule()
    {
        var (group, _) = await GroupsAsync();
        var rules = await AuthorizeAsync(group, Tcp("10.0.0.0/16"), Tcp("10.1.0.0/16"));
        await _me.Ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = group, SecurityGroupRuleIds = [rules[0].SecurityGroupRuleId] }, Cancel);

        Assert.Equal("10.1.0.0/16", Assert.Single((await _me.Ec2.DescribeSecurityGroupsAsync(new() { GroupIds = [group] }, Cancel)).SecurityGroups[0].IpPermissions[0].Ipv4Ranges).CidrIp);
        await Refused.With("InvalidSecurityGroupRuleId.NotFound", _me.Ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = group, SecurityGroupRuleIds = [rules[0].SecurityGroupRuleId] }, Cancel));
        await Refused.With("InvalidPermission.NotFound", _me.Ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = [Tcp("10.0.0.0/16")] }, Cancel));
    }

    [Theory]
    [InlineData("ip-permission.cidr", "10.1.*", 1)]
    [InlineData("ip-permission.to-port", "5433", 1)]
    [InlineData("ip-permission.protocol", "udp", 0)]
    [InlineData("egress.ip-permission.cidr", "0.0.0.0/0", 2)]
    [InlineData("egress.ip-permission.group-id", "*", 0)]
    public async Task Describe_ByRule_FindsTheGroups(string filter, string value, int count)
    {
        var vpc = await _me.VpcAsync();
        var group = await _me.GroupAsync(vpc);
        await _me.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = [new() { IpProtocol = "tcp", FromPort = 5432, ToPort = 5433, Ipv4Ranges = [new() { CidrIp = "10.1.0.0/16" }] }] }, Cancel);

        Assert.Equal(count, (await _me.Ec2.DescribeSecurityGroupsAsync(new() { Filters = [new("vpc-id", [vpc]), new(filter, [value])] }, Cancel)).SecurityGroups?.Count ?? 0);
    }

    [Fact]
    public async Task RevokeEgress_TheUsualRule_LeavesNone()
    {
        var (group, _) = await GroupsAsync();
        await _me.Ec2.RevokeSecurityGroupEgressAsync(new() { GroupId = group, IpPermissions = [new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "0.0.0.0/0" }] }] }, Cancel);
        await _me.Ec2.AuthorizeSecurityGroupEgressAsync(new() { GroupId = group, IpPermissions = [Tcp("10.0.0.0/8")] }, Cancel);

        Assert.Equal("tcp", Assert.Single((await _me.Ec2.DescribeSecurityGroupsAsync(new() { GroupIds = [group] }, Cancel)).SecurityGroups[0].IpPermissionsEgress).IpProtocol);
    }

    [Fact]
    public async Task DescribeSecurityGroupRules_ByIdFilterTagAndPage_FindsRules()
    {
        var (group, _) = await GroupsAsync();
        await AuthorizeAsync(group, [.. Enumerable.Range(0, 6).Select(i => Tcp($"10.{i}.0.0/16"))]);
        var tagged = (await _me.Ec2.AuthorizeSecurityGroupIngressAsync(
            new() { GroupId = group, IpPermissions = [Tcp("10.9.0.0/16")], TagSpecifications = [new() { ResourceType = "security-group-rule", Tags = [new("who", "me")] }] }, Cancel)).SecurityGroupRules[0].SecurityGroupRuleId;
        async Task<List<SecurityGroupRule>> Find(DescribeSecurityGroupRulesRequest request) => (await _me.Ec2.DescribeSecurityGroupRulesAsync(request, Cancel)).SecurityGroupRules ?? [];

        Assert.Equal(8, (await Find(new() { Filters = [new("group-id", [group])] })).Count);
        Assert.Equal(tagged, Assert.Single(await Find(new() { SecurityGroupRuleIds = [tagged] })).SecurityGroupRuleId);
        Assert.Equal(tagged, Assert.Single(await Find(new() { Filters = [new("security-group-rule-id", [tagged])] })).SecurityGroupRuleId);
        Assert.Equal(tagged, Assert.Single(await Find(new() { Filters = [new("tag:who", ["m*"])] })).SecurityGroupRuleId);
        var page = await _me.Ec2.DescribeSecurityGroupRulesAsync(new() { MaxResults = 5, Filters = [new("group-id", [group])] }, Cancel);
        var rest = await _me.Ec2.DescribeSecurityGroupRulesAsync(new() { MaxResults = 5, NextToken = page.NextToken, Filters = [new("group-id", [group])] }, Cancel);
        Assert.Equal((5, 3, true), (page.SecurityGroupRules.Count, rest.SecurityGroupRules.Count, string.IsNullOrEmpty(rest.NextToken)));
        await Refused.With("InvalidSecurityGroupRuleId.NotFound", Find(new() { SecurityGroupRuleIds = ["sgr-0"] }));
    }

    [Fact]
    public async Task DeleteSecurityGroup_ReferencedByAnother_DependencyViolation()
    {
        var (group, other) = await GroupsAsync();
        await AuthorizeAsync(group, new IpPermission { IpProtocol = "-1", UserIdGroupPairs = [new() { GroupId = other }] });

        await Refused.With("DependencyViolation", _me.Ec2.DeleteSecurityGroupAsync(new() { GroupId = other }, Cancel));
        await _me.Ec2.DeleteSecurityGroupAsync(new() { GroupId = group }, Cancel);
        await _me.Ec2.DeleteSecurityGroupAsync(new() { GroupId = other }, Cancel);
        await Refused.With("InvalidGroup.NotFound", _me.Ec2.DescribeSecurityGroupsAsync(new() { GroupIds = [group] }, Cancel));
    }

    [Fact]
    public async Task DeleteSecurityGroup_OfAnEndpoint_DependencyViolation()
    {
        var service = await _me.ServiceAsync(allowed: _me.Principal);
        var (vpc, subnet) = await _me.NetworkAsync();
        var group = await _me.GroupAsync(vpc);
        await _me.Ec2.CreateVpcEndpointAsync(new() { VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = vpc, SubnetIds = [subnet], SecurityGroupIds = [group] }, Cancel);

        await Refused.With("DependencyViolation", _me.Ec2.DeleteSecurityGroupAsync(new() { GroupId = group }, Cancel));
    }

    [Fact]
    public async Task DeleteSecurityGroup_Default_CannotDelete()
    {
        var vpc = await _me.VpcAsync();
        var group = (await _me.Ec2.DescribeSecurityGroupsAsync(new() { Filters = [new("vpc-id", [vpc]), new("group-name", ["default"])] }, Cancel)).SecurityGroups[0].GroupId;

        await Refused.With("CannotDelete", _me.Ec2.DeleteSecurityGroupAsync(new() { GroupId = group }, Cancel));
    }

    private static IpPermission Tcp(string cidr, string? description = null) =>
        new() { IpProtocol = "tcp", FromPort = 5432, ToPort = 5432, Ipv4Ranges = [new() { CidrIp = cidr, Description = description }] };

    private async Task<List<SecurityGroupRule>> AuthorizeAsync(string group, params List<IpPermission> permissions) =>
        (await _me.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = permissions }, Cancel)).SecurityGroupRules;

    private async Task<(string Group, string Other)> GroupsAsync()
    {
        var vpc = await _me.VpcAsync();
        return (await _me.GroupAsync(vpc), await _me.GroupAsync(vpc));
    }
}
