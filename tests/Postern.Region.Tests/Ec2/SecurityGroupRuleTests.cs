using Amazon.EC2.Model;

namespace Postern.Region.Tests.Ec2;

public sealed class SecurityGroupRuleTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Modify_ChangesTheRuleUnderItsId()
    {
        var (group, rule) = await RuleAsync();
        await ModifyAsync(group, rule, new() { IpProtocol = "tcp", FromPort = 5, ToPort = 6, CidrIpv4 = "10.1.0.0/16", Description = "new" });

        var found = await FindAsync(rule);
        Assert.Equal((5, 6, "10.1.0.0/16", "new"), (found.FromPort, found.ToPort, found.CidrIpv4, found.Description));
    }

    [Fact]
    public async Task Modify_ToWhatExists_OrWithoutOneSource_IsRefused()
    {
        var (group, rule) = await RuleAsync();
        var other = await AuthorizeAsync(group, 80);

        await Refused.With("InvalidPermission.Duplicate", ModifyAsync(group, other, new() { IpProtocol = "tcp", FromPort = 1, ToPort = 1, CidrIpv4 = "10.0.0.0/8" }));
        await Refused.With("MissingParameter", ModifyAsync(group, rule, new() { IpProtocol = "tcp", FromPort = 1, ToPort = 1 }));
        await Refused.With("InvalidParameterCombination", ModifyAsync(group, rule, new() { IpProtocol = "tcp", FromPort = 1, ToPort = 1, CidrIpv4 = "10.0.0.0/8", CidrIpv6 = "::/0" }));
        await Refused.With("InvalidSecurityGroupRuleId.NotFound", ModifyAsync(group, "sgr-0", new() { IpProtocol = "tcp", FromPort = 1, ToPort = 1, CidrIpv4 = "10.0.0.0/8" }));
        Assert.Equal(1, (await FindAsync(rule)).FromPort);
    }

    [Fact]
    public async Task Descriptions_ByIdAndByPermission_AreChanged()
    {
        var (group, rule) = await RuleAsync();
        await _me.Ec2.UpdateSecurityGroupRuleDescriptionsIngressAsync(new() { GroupId = group, SecurityGroupRuleDescriptions = [new() { SecurityGroupRuleId = rule, Description = "by id" }] }, Cancel);
        Assert.Equal("by id", (await FindAsync(rule)).Description);
        await _me.Ec2.UpdateSecurityGroupRuleDescriptionsIngressAsync(
            new() { GroupId = group, IpPermissions = [new() { IpProtocol = "tcp", FromPort = 1, ToPort = 1, Ipv4Ranges = [new() { CidrIp = "10.0.0.0/8", Description = "by rule" }] }] }, Cancel);

        Assert.Equal("by rule", (await FindAsync(rule)).Description);
    }

    [Fact]
    public async Task Tags_OfARule_AreItsOwn_AndPagedWithTheRest()
    {
        var (_, rule) = await RuleAsync();
        var vpc = await _me.VpcAsync();
        await _me.Ec2.CreateTagsAsync(new() { Resources = [rule, vpc], Tags = [.. Enumerable.Range(0, 4).Select(i => new Tag($"k{i}", "v"))] }, Cancel);
        var first = await _me.Ec2.DescribeTagsAsync(new() { MaxResults = 5, Filters = [new("key", ["k?"])] }, Cancel);
        var second = await _me.Ec2.DescribeTagsAsync(new() { MaxResults = 5, NextToken = first.NextToken, Filters = [new("key", ["k?"])] }, Cancel);

        Assert.Equal((5, 3, true), (first.Tags.Count, second.Tags.Count, string.IsNullOrEmpty(second.NextToken)));
        Assert.Equal(4, first.Tags.Concat(second.Tags).Count(t => t.ResourceId == rule && t.ResourceType.Value == "security-group-rule"));
        Assert.Equal(4, (await FindAsync(rule)).Tags.Count);
    }

    private async Task<(string Group, string Rule)> RuleAsync()
    {
        var group = await _me.GroupAsync(await _me.VpcAsync());
        return (group, await AuthorizeAsync(group, 1));
    }

    private async Task<string> AuthorizeAsync(string group, int port) => (await _me.Ec2.AuthorizeSecurityGroupIngressAsync(
        new() { GroupId = group, IpPermissions = [new() { IpProtocol = "tcp", FromPort = port, ToPort = port, Ipv4Ranges = [new() { CidrIp = "10.0.0.0/8" }] }] }, Cancel)).SecurityGroupRules[0].SecurityGroupRuleId;

    private async Task<SecurityGroupRule> FindAsync(string rule) =>
        (await _me.Ec2.DescribeSecurityGroupRulesAsync(new() { SecurityGroupRuleIds = [rule] }, Cancel)).SecurityGroupRules[0];

    private Task<ModifySecurityGroupRulesResponse> ModifyAsync(string group, string rule, SecurityGroupRuleRequest becomes) =>
        _me.Ec2.ModifySecurityGroupRulesAsync(new() { GroupId = group, SecurityGroupRules = [new() { SecurityGroupRuleId = rule, SecurityGroupRule = becomes }] }, Cancel);
}
