using System.Collections.Immutable;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Tags of EC2 resources. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html</summary>
internal sealed class TagActions(RegionStore store)
{
    private const string Rule = "security-group-rule";

    private static readonly (Type Type, string Name, string Prefix, string Code)[] Taggable =
    [
        (typeof(Vpc), "vpc", "vpc-", "InvalidVpcID.NotFound"),
        (typeof(Subnet), "subnet", "subnet-", "InvalidSubnetID.NotFound"),
        (typeof(SecurityGroup), "security-group", "sg-", "InvalidGroup.NotFound"),
        (typeof(SecurityGroupRule), Rule, "sgr-", "InvalidSecurityGroupRuleId.NotFound"),
        (typeof(NetworkInterface), "network-interface", "eni-", "InvalidNetworkInterfaceID.NotFound"),
        (typeof(Instance), "instance", "i-", "InvalidInstanceID.NotFound"),
        (typeof(PeeringConnection), "vpc-peering-connection", "pcx-", PeeringActions.NotFound),
        (typeof(EndpointService), "vpc-endpoint-service", "vpce-svc-", EndpointServices.NotFound),
        (typeof(VpcEndpoint), "vpc-endpoint", "vpce-", EndpointActions.NotFound),
    ];

    /// <summary>One tag; its id is the resource's and the key, so that pages hold while tags come and go.</summary>
    private sealed record ListedTag : Resource
    {
        public required Api.TagDescription Tag { get; init; }
    }

    private static readonly Listing<ListedTag> Listed = new("tag", "InvalidID", new Dictionary<string, Func<ListedTag, IEnumerable<string?>>>
    {
        ["key"] = t => [t.Tag.Key],
        ["value"] = t => [t.Tag.Value],
        ["resource-id"] = t => [t.Tag.ResourceId],
        ["resource-type"] = t => [t.Tag.ResourceType],
    });

    public Empty CreateTags(Api.CreateTags request, Caller caller) => store.Change(t =>
    {
        foreach (var id in request.Resources)
        {
            Retag(t, caller, id, tags => TagSet.Add(tags, request.Tags));
        }

        return new Empty();
    });

    public Empty DeleteTags(Api.DeleteTags request, Caller caller) => store.Change(t =>
    {
        foreach (var id in request.Resources)
        {
            // Without a value the key goes whatever it holds; with one only where it holds that. No tags at all means all of them.
            Retag(t, caller, id, tags => tags.RemoveRange(request.Tags.Count == 0 ? tags.Keys
                : request.Tags.Where(g => g.Value is null || tags.GetValueOrDefault(g.Key ?? "") == g.Value).Select(g => g.Key ?? "")));
        }

        return new Empty();
    });

    public Api.DescribeTagsResult DescribeTags(Api.DescribeTags request, Caller caller)
    {
        var all = from row in store.Snapshot.All()
                  where row.BelongsTo(caller.Account, caller.Region)
                  from tagged in Parts(row)
                  from tag in tagged.Tags
                  select new ListedTag
                  {
                      Id = $"{tagged.Id} {tag.Key}", Account = row.Account, Region = row.Region, Tags = tagged.Tags,
                      Tag = new() { ResourceId = tagged.Id, ResourceType = tagged.Kind, Key = tag.Key, Value = tag.Value },
                  };
        var (items, next) = Listed.Describe(all.OrderBy(x => x.Id, StringComparer.Ordinal), [], request.Filters, request.MaxResults, request.NextToken);
        return new() { Tags = [.. items.Select(i => i.Tag)], NextToken = next };
    }

    // A security group's rules have tags of their own.
    private static IEnumerable<(string Id, string Kind, ImmutableSortedDictionary<string, string> Tags)> Parts(Resource row)
    {
        if (Taggable.FirstOrDefault(k => k.Type == row.GetType()) is { Name: { } kind })
        {
            yield return (row.Id, kind, row.Tags);
        }

        foreach (var rule in (row as SecurityGroup)?.Rules ?? [])
        {
            yield return (rule.Id, Rule, rule.Tags);
        }
    }

    private static void Retag(Transaction t, Caller caller, string id, Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change)
    {
        var kind = Taggable.FirstOrDefault(k => id.StartsWith(k.Prefix, StringComparison.Ordinal));
        if (kind.Type == typeof(SecurityGroupRule) && t.State.Of<SecurityGroup>(caller).FirstOrDefault(g => g.Rules.Exists(r => r.Id == id)) is { } group)
        {
            var rule = group.Rules.Find(r => r.Id == id)!;
            t.Put(group with { Rules = group.Rules.Replace(rule, rule with { Tags = change(rule.Tags) }) });
            return;
        }

        var row = t.State.All().FirstOrDefault(r => r.Id == id && r.GetType() == kind.Type && r.BelongsTo(caller.Account, caller.Region))
            ?? throw AwsException.Bad(kind.Code ?? "InvalidID", $"The ID '{id}' does not exist");
        t.Put(row with { Tags = change(row.Tags) });
    }
}
