using Postern.Aws.Signing;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>What waiters of clients ask for. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html</summary>
internal sealed class InstanceStatusActions(RegionStore store)
{
    private static readonly Listing<Instance> Statuses = new("instance", "InvalidInstanceID.NotFound", new Dictionary<string, Func<Instance, IEnumerable<string?>>>
    {
        ["instance-state-name"] = i => [i.State],
        ["instance-status.status"] = i => [StatusOf(i)],
        ["system-status.status"] = i => [StatusOf(i)],
    });

    public Api.DescribeInstanceStatusResult DescribeInstanceStatus(Api.DescribeInstanceStatus request, Caller caller)
    {
        var state = store.Snapshot;
        var shown = state.Of<Instance>(caller).Where(i => request.IncludeAllInstances == true || i.State == Instance.Running || request.InstanceIds.Contains(i.Id));
        var (items, next) = Statuses.Describe(shown, request.InstanceIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { InstanceStatuses = [.. items.Where(i => request.IncludeAllInstances == true || i.State == Instance.Running).Select(i => ToWire(state, i))], NextToken = next };
    }

    private static string StatusOf(Instance instance) => instance.State == Instance.Running ? "ok" : "not-applicable";

    private static Api.InstanceStatus ToWire(RegionState state, Instance instance)
    {
        var subnet = state.Find<Subnet>(instance.SubnetId);
        return new()
        {
            InstanceId = instance.Id, AvailabilityZone = subnet?.Zone, AvailabilityZoneId = subnet?.ZoneId, InstanceState = InstanceActions.StateToWire(instance.State),
            Id = new() { Status = StatusOf(instance) }, SystemStatus = new() { Status = StatusOf(instance) },
        };
    }
}
