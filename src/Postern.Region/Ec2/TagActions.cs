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
    private const string Rule = "security-group-rule", Permission = "vpc-endpoint-service-permission", Connection = "vpc-endpoint-connection";

    /// <summary>What has tags, and the rows in which it is kept. Longer prefixes come first.</summary>
    private static readonly (Type Row, string Name, string Prefix, string NotFound)[] Kinds =
    [
        (typeof(Vpc), "vpc", "vpc-", "InvalidVpcID.NotFound"),
        (typeof(Subnet), "subnet", "subnet-", "InvalidSubnetID.NotFound"),
        (typeof(SecurityGroup), "security-group", "sg-", "InvalidGroup.NotFound"),
        (typeof(SecurityGroup), Rule, "sgr-", "InvalidSecurityGroupRuleId.NotFound"),
        (typeof(NetworkInterface), "network-interface", "eni-", "InvalidNetworkInterfaceID.NotFound"),
        (typeof(Instance), "instance", "i-", "InvalidInstanceID.NotFound"),
        (typeof(PeeringConnection), "vpc-peering-connection", "pcx-", PeeringActions.NotFound),
        (typeof(EndpointService), Permission, "vpce-svc-perm-", "InvalidID"),
        (typeof(EndpointService), "vpc-endpoint-service", "vpce-svc-", EndpointServices.NotFound),
        (typeof(VpcEndpoint), Connection, "vpce-con-", "InvalidID"),
        (typeof(VpcEndpoint), "vpc-endpoint", "vpce-", EndpointActions.NotFound),
    ];

    /// <summary>A row, or a part of one that has tags of its own.</summary>
    /// <param name="With">The row with other tags in this place.</param>
    private sealed record Tagged(string Id, string Kind, ImmutableSortedDictionary<string, string> Tags, Func<ImmutableSortedDictionary<string, string>, Resource> With);

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
        var state = store.Snapshot;
        var all = from row in state.All()
                  from tagged in TaggedIn(state, caller, row)
                  from tag in tagged.Tags
                  select new ListedTag
                  {
                      Id = $"{tagged.Id} {tag.Key}", Account = row.Account, Region = row.Region, Tags = tagged.Tags,
                      Tag = new() { ResourceId = tagged.Id, ResourceType = tagged.Kind, Key = tag.Key, Value = tag.Value },
                  };
        var (items, next) = Listed.Describe(all.OrderBy(x => x.Id, StringComparer.Ordinal), [], request.Filters, request.MaxResults, request.NextToken);
        return new() { Tags = [.. items.Select(i => i.Tag)], NextToken = next };
    }

    private static IEnumerable<Tagged> TaggedIn(RegionState state, Caller caller, Resource row)
    {
        // The owner of a service has tags on connections, which are other accounts' endpoints.
        if (row is VpcEndpoint endpoint && state.Find<EndpointService>(caller, endpoint.ServiceId) is not null)
        {
            yield return new(endpoint.ConnectionId, Connection, endpoint.ConnectionTags, tags => endpoint with { ConnectionTags = tags });
        }

        if (!row.BelongsTo(caller.Account, caller.Region))
        {
            yield break;
        }

        if (Array.Find(Kinds, k => k.Row == row.GetType() && row.Id.StartsWith(k.Prefix, StringComparison.Ordinal)) is { Name: { } kind })
        {
            yield return new(row.Id, kind, row.Tags, tags => row with { Tags = tags });
        }

        foreach (var rule in (row as SecurityGroup)?.Rules ?? [])
        {
            yield return new(rule.Id, Rule, rule.Tags, tags => (SecurityGroup)row with { Rules = ((SecurityGroup)row).Rules.Replace(rule, rule with { Tags = tags }) });
        }

        foreach (var id in (row as EndpointService)?.Principals.Values ?? [])
        {
            yield return new(id, Permission, ((EndpointService)row).TagsOfPermission(id), tags => ((EndpointService)row).WithPermissionTags(id, tags));
        }
    }

    private static void Retag(Transaction t, Caller caller, string id, Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change)
    {
        var kind = Array.Find(Kinds, k => id.StartsWith(k.Prefix, StringComparison.Ordinal));
        var tagged = t.State.All().Where(r => r.GetType() == kind.Row).SelectMany(r => TaggedIn(t.State, caller, r)).FirstOrDefault(g => g.Id == id)
            ?? throw AwsException.Bad(kind.NotFound ?? "InvalidID", $"The ID '{id}' does not exist");
        t.Put(tagged.With(change(tagged.Tags)));
    }
}
