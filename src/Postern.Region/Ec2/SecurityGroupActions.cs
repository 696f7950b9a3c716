using System.Globalization;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Security groups. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html</summary>
internal sealed class SecurityGroupActions(RegionStore store, Quotas quotas)
{
    private static readonly Listing<SecurityGroup> Groups = new("security group", "InvalidGroup.NotFound", new Dictionary<string, Func<SecurityGroup, IEnumerable<string?>>>(
        [.. OfRules("ip-permission.", isEgress: false), .. OfRules("egress.ip-permission.", isEgress: true)])
    {
        ["group-id"] = g => [g.Id],
        ["group-name"] = g => [g.Name],
        ["vpc-id"] = g => [g.VpcId],
        ["description"] = g => [g.Description],
        ["owner-id"] = g => [g.Account],
    });

    private sealed record ListedRule : Resource
    {
        public required SecurityGroup Group { get; init; }

        public required SecurityGroupRule Rule { get; init; }
    }

    private static readonly Listing<ListedRule> Rules = new("security group rule", "InvalidSecurityGroupRuleId.NotFound", new Dictionary<string, Func<ListedRule, IEnumerable<string?>>>
    {
        ["group-id"] = r => [r.Group.Id],
        ["security-group-rule-id"] = r => [r.Id],
    });

    /// <summary>Filters that ask whether any rule of one way says so; each asks by itself.</summary>
    private static IEnumerable<KeyValuePair<string, Func<SecurityGroup, IEnumerable<string?>>>> OfRules(string prefix, bool isEgress)
    {
        (string Name, Func<SecurityGroupRule, object?> Of)[] members =
        [
            ("protocol", r => r.Protocol), ("from-port", r => r.FromPort), ("to-port", r => r.ToPort), ("cidr", r => r.CidrIpv4), ("ipv6-cidr", r => r.CidrIpv6),
            ("group-id", r => r.GroupId), ("prefix-list-id", r => r.PrefixListId),
        ];
        return members.Select(m => KeyValuePair.Create<string, Func<SecurityGroup, IEnumerable<string?>>>(
            prefix + m.Name, g => g.Rules.Where(r => r.IsEgress == isEgress).Select(r => Convert.ToString(m.Of(r), CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null)));
    }

    /// <summary>A group as AWS makes it: nothing may come in, everything may go out.</summary>
    public static SecurityGroup New(Caller caller, Vpc vpc, string name, string description)
    {
        var first = new SecurityGroupRule { Id = NewId.Of("sgr"), IsEgress = true, Protocol = "-1", CidrIpv4 = "0.0.0.0/0" };
        var group = new SecurityGroup
        {
            Id = NewId.Of("sg"), Account = caller.Account, Region = caller.Region, VpcId = vpc.Id, Name = name, Description = description, Rules = [first], FirstRuleId = first.Id,
        };
        return vpc.Ipv6Cidr is null ? group : WithIpv6(group);
    }

    /// <summary>
    /// The group in a VPC that has IPv6: that may go out too, unless its owner has changed what may.
    /// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
    /// </summary>
    public static SecurityGroup WithIpv6(SecurityGroup group) => !group.LetsOutAsMade ? group
        : group with { Rules = group.Rules.Add(new() { Id = NewId.Of("sgr"), IsEgress = true, Protocol = "-1", CidrIpv6 = "::/0" }) };

    public Api.CreateSecurityGroupResult CreateSecurityGroup(Api.CreateSecurityGroup request, Caller caller)
    {
        var tags = TagSet.From(request.TagSpecifications, "security-group");
        if (request.GroupName is "" or "default" || request.GroupName.Length > 255 || request.GroupName.StartsWith("sg-", StringComparison.Ordinal))
        {
            throw AwsException.Bad("InvalidParameterValue", $"Value ({request.GroupName}) for parameter GroupName is invalid. Use up to 255 characters that do not begin with 'sg-', and not 'default'.");
        }

        return store.Change(t =>
        {
            var vpc = t.State.RequireVpc(caller, request.VpcId ?? throw AwsException.Bad("VPCIdNotSpecified", "No default VPC for this user"));
            if (t.State.Keyed<SecurityGroup>(vpc.Id).Any(g => g.Name == request.GroupName))
            {
                throw AwsException.Bad("InvalidGroup.Duplicate", $"The security group '{request.GroupName}' already exists for VPC '{vpc.Id}'");
            }

            var group = t.Put(New(caller, vpc, request.GroupName, request.Description) with { Tags = tags });
            return new Api.CreateSecurityGroupResult { GroupId = group.Id, SecurityGroupArn = ArnOf(group), Tags = TagSet.ToWire(tags) };
        });
    }

    public Api.DescribeSecurityGroupsResult DescribeSecurityGroups(Api.DescribeSecurityGroups request, Caller caller)
    {
        var named = store.Snapshot.Of<SecurityGroup>(caller).Where(g => request.GroupNames.Count == 0 || request.GroupNames.Contains(g.Name));
        var (items, next) = Groups.Describe(named, request.GroupIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { SecurityGroups = [.. items.Select(ToWire)], NextToken = next };
    }

    public Api.AuthorizeSecurityGroupIngressResult AuthorizeSecurityGroupIngress(Api.AuthorizeSecurityGroupIngress request, Caller caller)
    {
        var added = Authorize(caller, request.GroupId, request.GroupName, isEgress: false,
            SecurityGroupRules.Asked(request.IpPermissions, request.IpProtocol, request.FromPort, request.ToPort, request.CidrIp), request.TagSpecifications);
        return new() { Return = true, SecurityGroupRules = added };
    }

    public Api.AuthorizeSecurityGroupEgressResult AuthorizeSecurityGroupEgress(Api.AuthorizeSecurityGroupEgress request, Caller caller)
    {
        var added = Authorize(caller, request.GroupId, null, isEgress: true,
            SecurityGroupRules.Asked(request.IpPermissions, request.IpProtocol, request.FromPort, request.ToPort, request.CidrIp), request.TagSpecifications);
        return new() { Return = true, SecurityGroupRules = added };
    }

    public Api.RevokeSecurityGroupIngressResult RevokeSecurityGroupIngress(Api.RevokeSecurityGroupIngress request, Caller caller)
    {
        var asked = SecurityGroupRules.Asked(request.IpPermissions, request.IpProtocol, request.FromPort, request.ToPort, request.CidrIp);
        return new() { Return = true, RevokedSecurityGroupRules = Revoke(caller, request.GroupId, request.GroupName, isEgress: false, asked, request.SecurityGroupRuleIds) };
    }

    public Api.RevokeSecurityGroupEgressResult RevokeSecurityGroupEgress(Api.RevokeSecurityGroupEgress request, Caller caller)
    {
        var asked = SecurityGroupRules.Asked(request.IpPermissions, request.IpProtocol, request.FromPort, request.ToPort, request.CidrIp);
        return new() { Return = true, RevokedSecurityGroupRules = Revoke(caller, request.GroupId, null, isEgress: true, asked, request.SecurityGroupRuleIds) };
    }

    public Api.DescribeSecurityGroupRulesResult DescribeSecurityGroupRules(Api.DescribeSecurityGroupRules request, Caller caller)
    {
        var all = from g in store.Snapshot.Of<SecurityGroup>(caller)
                  from r in g.Rules
                  select new ListedRule { Id = r.Id, Account = g.Account, Region = g.Region, Tags = r.Tags, Group = g, Rule = r };
        var (items, next) = Rules.Describe(all.OrderBy(r => r.Id, StringComparer.Ordinal), request.SecurityGroupRuleIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { SecurityGroupRules = [.. items.Select(r => SecurityGroupRules.ToWire(r.Group, r.Rule))], NextToken = next };
    }

    public Api.DeleteSecurityGroupResult DeleteSecurityGroup(Api.DeleteSecurityGroup request, Caller caller) => store.Change(t =>
    {
        var group = RequireGroup(t.State, caller, request.GroupId, request.GroupName);
        if (group.Name == "default")
        {
            throw AwsException.Bad("CannotDelete", $"the specified group: \"{group.Id}\" name: \"default\" cannot be deleted by a user");
        }

        var isReferenced = t.State.All<SecurityGroup>().Any(g => g.Id != group.Id && g.Rules.Any(r => r.GroupId == group.Id));
        if (isReferenced || t.State.InterfacesIn(group).Any() || t.State.All<LoadBalancer>().Any(l => l.GroupIds.Contains(group.Id)))
        {
            throw AwsException.Bad("DependencyViolation", $"resource {group.Id} has a dependent object");
        }

        t.Remove(group);
        return new Api.DeleteSecurityGroupResult { Return = true, GroupId = group.Id };
    });

    /// <summary>A group by its id or, where there is none, by its name.</summary>
    public static SecurityGroup RequireGroup(RegionState state, Caller caller, string? id, string? name) =>
        id is null && name is null ? throw AwsException.Bad("MissingParameter", "The request must contain the parameter groupId or groupName")
        : id is not null ? state.RequireGroup(caller, id)
        : state.Of<SecurityGroup>(caller).FirstOrDefault(g => g.Name == name) ?? throw AwsException.Bad("InvalidGroup.NotFound", $"The security group '{name}' does not exist");

    private static string ArnOf(SecurityGroup group) => $"arn:aws:ec2:{group.Region}:{group.Account}:security-group/{group.Id}";

    private static Api.SecurityGroup ToWire(SecurityGroup group) => new()
    {
        GroupId = group.Id, GroupName = group.Name, Description = group.Description, OwnerId = group.Account, VpcId = group.VpcId, SecurityGroupArn = ArnOf(group),
        IpPermissions = SecurityGroupRules.ToPermissions(group, isEgress: false),
        IpPermissionsEgress = SecurityGroupRules.ToPermissions(group, isEgress: true),
        Tags = TagSet.ToWire(group.Tags),
    };

    private IReadOnlyList<Api.SecurityGroupRule> Authorize(Caller caller, string? groupId, string? groupName, bool isEgress, IReadOnlyList<SecurityGroupRule> asked, IReadOnlyList<Api.TagSpecification> tagged) => store.Change(t =>
    {
        var group = RequireGroup(t.State, caller, groupId, groupName);
        var tags = TagSet.From(tagged, "security-group-rule");
        var rules = asked.Select(r => r with { Id = NewId.Of("sgr"), IsEgress = isEgress, Tags = tags }).ToList();
        foreach (var rule in rules)
        {
            if (group.Rules.Any(r => r.IsSameAs(rule)))
            {
                throw AwsException.Bad("InvalidPermission.Duplicate", $"the specified rule \"{SecurityGroupRules.Describe(rule)}\" already exists");
            }

            if (rule.GroupId is { } other && t.State.Find<SecurityGroup>(other) is null)
            {
                throw AwsException.Bad("InvalidGroup.NotFound", $"The security group '{other}' does not exist");
            }
        }

        if (group.Rules.Count(r => r.IsEgress == isEgress) + rules.Count > quotas.RulesPerSecurityGroup)
        {
            throw AwsException.Bad("RulesPerSecurityGroupLimitExceeded", $"The maximum number of rules per security group has been reached: {quotas.RulesPerSecurityGroup}");
        }

        t.Put(group with { Rules = group.Rules.AddRange(rules) });
        return (IReadOnlyList<Api.SecurityGroupRule>)[.. rules.Select(r => SecurityGroupRules.ToWire(group, r))];
    });

    private IReadOnlyList<Api.RevokedSecurityGroupRule> Revoke(Caller caller, string? groupId, string? groupName, bool isEgress, IReadOnlyList<SecurityGroupRule> asked, IReadOnlyList<string> ids) => store.Change(t =>
    {
        var group = RequireGroup(t.State, caller, groupId, groupName);
        var gone = ids.Select(id => group.Rules.Find(r => r.Id == id && r.IsEgress == isEgress)
                ?? throw AwsException.Bad("InvalidSecurityGroupRuleId.NotFound", $"The security group rule ID '{id}' does not exist"))
            .Concat(asked.Select(a => group.Rules.Find(r => r.IsSameAs(a with { IsEgress = isEgress }))
                ?? throw AwsException.Bad("InvalidPermission.NotFound", $"The specified rule \"{SecurityGroupRules.Describe(a)}\" does not exist in this security group.")))
            .ToList();
        t.Put(group with { Rules = group.Rules.RemoveRange(gone) });
        return (IReadOnlyList<Api.RevokedSecurityGroupRule>)[.. gone.Select(r => SecurityGroupRules.ToRevoked(group, r))];
    });
}
