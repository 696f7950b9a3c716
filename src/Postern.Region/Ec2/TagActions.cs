using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Tags of EC2 resources. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html</summary>
internal sealed class TagActions(RegionStore store)
{
    private static readonly (Type Type, string Name, string Code)[] Taggable =
    [
        (typeof(Vpc), "vpc", "InvalidVpcID.NotFound"),
        (typeof(Subnet), "subnet", "InvalidSubnetID.NotFound"),
        (typeof(SecurityGroup), "security-group", "InvalidGroup.NotFound"),
        (typeof(NetworkInterface), "network-interface", "InvalidNetworkInterfaceID.NotFound"),
        (typeof(Instance), "instance", "InvalidInstanceID.NotFound"),
        (typeof(EndpointService), "vpc-endpoint-service", EndpointServices.NotFound),
        (typeof(VpcEndpoint), "vpc-endpoint", EndpointActions.NotFound),
    ];

    public Empty CreateTags(Api.CreateTags request, Caller caller) => store.Change(t =>
    {
        foreach (var row in request.Resources.Select(id => Require(t.State, caller, id)).ToList())
        {
            t.Put(row with { Tags = TagSet.Add(row.Tags, request.Tags) });
        }

        return new Empty();
    });

    public Empty DeleteTags(Api.DeleteTags request, Caller caller) => store.Change(t =>
    {
        foreach (var row in request.Resources.Select(id => Require(t.State, caller, id)).ToList())
        {
            // Without a value the key goes whatever it holds; with one only where it holds that. No tags at all means all of them.
            var gone = request.Tags.Count == 0 ? row.Tags.Keys
                : request.Tags.Where(g => g.Value is null || row.Tags.GetValueOrDefault(g.Key ?? "") == g.Value).Select(g => g.Key ?? "");
            t.Put(row with { Tags = row.Tags.RemoveRange(gone) });
        }

        return new Empty();
    });

    public Api.DescribeTagsResult DescribeTags(Api.DescribeTags request, Caller caller)
    {
        var all = from row in store.Snapshot.All()
                  where row.BelongsTo(caller.Account, caller.Region) && NameOf(row) is not null
                  orderby row.Id
                  from tag in row.Tags
                  select new Api.TagDescription { ResourceId = row.Id, ResourceType = NameOf(row), Key = tag.Key, Value = tag.Value };
        return new() { Tags = [.. all.Where(d => request.Filters.All(f => f.Values.Contains(Value(f.Name, d))))] };
    }

    private static string? Value(string? filter, Api.TagDescription description) => filter switch
    {
        "key" => description.Key,
        "value" => description.Value,
        "resource-id" => description.ResourceId,
        "resource-type" => description.ResourceType,
        ['t', 'a', 'g', ':', .. var key] => description.Key == key ? description.Value : null,
        _ => throw AwsException.Bad("InvalidParameterValue", $"The filter '{filter}' is invalid"),
    };

    private static string? NameOf(Resource row) => Taggable.FirstOrDefault(k => k.Type == row.GetType()).Name;

    private static Resource Require(RegionState state, Caller caller, string id) =>
        state.All().FirstOrDefault(r => r.Id == id && r.BelongsTo(caller.Account, caller.Region) && NameOf(r) is not null)
        ?? throw AwsException.Bad(Taggable.FirstOrDefault(k => id.StartsWith(PrefixOf(k.Name), StringComparison.Ordinal)).Code ?? "InvalidID", $"The ID '{id}' does not exist");

    private static string PrefixOf(string name) => name switch
    {
        "vpc-endpoint-service" => "vpce-svc-",
        "vpc-endpoint" => "vpce-",
        "security-group" => "sg-",
        "network-interface" => "eni-",
        "instance" => "i-",
        _ => name + "-",
    };
}
