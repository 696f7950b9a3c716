using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Changes of rules that exist. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html</summary>
internal sealed class SecurityGroupRuleActions(RegionStore store)
{
    private const string NotFound = "InvalidSecurityGroupRuleId.NotFound";

    public Api.ModifySecurityGroupRulesResult ModifySecurityGroupRules(Api.ModifySecurityGroupRules request, Caller caller) => store.Change(t =>
    {
        var group = t.State.RequireGroup(caller, request.GroupId);
        foreach (var update in request.SecurityGroupRules)
        {
            var rule = Require(group, update.SecurityGroupRuleId);
            var asked = update.SecurityGroupRule ?? throw AwsException.Bad("MissingParameter", $"The rule that {rule.Id} is to become is missing");
            var changed = Changed(t.State, rule, asked);
            if (group.Rules.Any(r => r.Id != rule.Id && r.IsSameAs(changed)))
            {
                throw AwsException.Bad("InvalidPermission.Duplicate", $"the specified rule \"{SecurityGroupRules.Describe(changed)}\" already exists");
            }

            group = group with { Rules = group.Rules.Replace(rule, changed) };
        }

        t.Put(group);
        return new Api.ModifySecurityGroupRulesResult { Return = true };
    });

    public Api.UpdateSecurityGroupRuleDescriptionsIngressResult UpdateSecurityGroupRuleDescriptionsIngress(Api.UpdateSecurityGroupRuleDescriptionsIngress request, Caller caller)
    {
        Describe(caller, request.GroupId, request.GroupName, isEgress: false, request.IpPermissions, request.SecurityGroupRuleDescriptions);
        return new() { Return = true };
    }

    public Api.UpdateSecurityGroupRuleDescriptionsEgressResult UpdateSecurityGroupRuleDescriptionsEgress(Api.UpdateSecurityGroupRuleDescriptionsEgress request, Caller caller)
    {
        Describe(caller, request.GroupId, request.GroupName, isEgress: true, request.IpPermissions, request.SecurityGroupRuleDescriptions);
        return new() { Return = true };
    }

    private static SecurityGroupRule Changed(RegionState state, SecurityGroupRule rule, Api.SecurityGroupRuleRequest asked)
    {
        var permission = new Api.IpPermission
        {
            IpProtocol = asked.IpProtocol, FromPort = asked.FromPort, ToPort = asked.ToPort,
            IpRanges = asked.CidrIpv4 is null ? [] : [new() { CidrIp = asked.CidrIpv4, Description = asked.Description }],
            Ipv6Ranges = asked.CidrIpv6 is null ? [] : [new() { CidrIpv6 = asked.CidrIpv6, Description = asked.Description }],
            PrefixListIds = asked.PrefixListId is null ? [] : [new() { Id = asked.PrefixListId, Description = asked.Description }],
            UserIdGroupPairs = asked.ReferencedGroupId is null ? [] : [new() { GroupId = asked.ReferencedGroupId, Description = asked.Description }],
        };
        if (SecurityGroupRules.Asked([permission], null, null, null, null) is not [var changed])
        {
            throw AwsException.Bad("InvalidParameterCombination", $"The rule {rule.Id} must have exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId");
        }

        return changed.GroupId is not null && state.Find<SecurityGroup>(changed.GroupId) is null
            ? throw AwsException.Bad("InvalidGroup.NotFound", $"The security group '{changed.GroupId}' does not exist")
            : changed with { Id = rule.Id, IsEgress = rule.IsEgress, Tags = rule.Tags };
    }

    private void Describe(Caller caller, string? id, string? name, bool isEgress, IReadOnlyList<Api.IpPermission> permissions, IReadOnlyList<Api.SecurityGroupRuleDescription> byId) => store.Change(t =>
    {
        var group = SecurityGroupActions.RequireGroup(t.State, caller, id, name);
        var rules = group.Rules;
        foreach (var described in byId)
        {
            var rule = Require(group, described.SecurityGroupRuleId);
            rules = rules.Replace(rule, rule with { Description = described.Description });
        }

        foreach (var asked in SecurityGroupRules.Asked(permissions, null, null, null, null))
        {
            var rule = rules.Find(r => r.IsSameAs(asked with { IsEgress = isEgress }))
                ?? throw AwsException.Bad("InvalidPermission.NotFound", $"The specified rule \"{SecurityGroupRules.Describe(asked)}\" does not exist in this security group.");
            rules = rules.Replace(rule, rule with { Description = asked.Description });
        }

        t.Put(group with { Rules = rules });
    });

    private static SecurityGroupRule Require(SecurityGroup group, string? id) =>
        group.Rules.Find(r => r.Id == id) ?? throw AwsException.Bad(NotFound, $"The security group rule ID '{id}' does not exist");
}
