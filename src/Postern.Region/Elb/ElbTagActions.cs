using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Api = Postern.Aws.ElbV2;

namespace Postern.Region.Elb;

/// <summary>Tags of load balancers, target groups and listeners. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html</summary>
internal sealed class ElbTagActions(RegionStore store)
{
    public Empty AddTags(Api.AddTags request, Caller caller) => store.Change(t =>
    {
        foreach (var row in request.ResourceArns.Select(a => Require(t.State, caller, a)).ToList())
        {
            t.Put(row with { Tags = ElbTags.Add(row.Tags, request.Tags) });
        }

        return new Empty();
    });

    public Empty RemoveTags(Api.RemoveTags request, Caller caller) => store.Change(t =>
    {
        foreach (var row in request.ResourceArns.Select(a => Require(t.State, caller, a)).ToList())
        {
            t.Put(row with { Tags = row.Tags.RemoveRange(request.TagKeys) });
        }

        return new Empty();
    });

    public Api.DescribeTagsResult DescribeTags(Api.DescribeTags request, Caller caller)
    {
        ElbErrors.RequireFew("resources", request.ResourceArns.Count);
        var state = store.Snapshot;
        return new()
        {
            TagDescriptions = [.. request.ResourceArns.Select(a => Require(state, caller, a)).Select(r => new Api.TagDescription { ResourceArn = r.Id, Tags = [.. r.Tags.Select(t => new Api.Tag { Key = t.Key, Value = t.Value })] })],
        };
    }

    private static Resource Require(RegionState state, Caller caller, string arn) => arn switch
    {
        _ when arn.Contains(":targetgroup/", StringComparison.Ordinal) => state.RequireTargetGroup(caller, arn),
        _ when arn.Contains(":listener/", StringComparison.Ordinal) => state.RequireListener(caller, arn),
        _ => state.RequireLoadBalancer(caller, arn),
    };
}
