using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine;

/// <summary>What an observation means to the user.</summary>
internal static class Outcomes
{
    public static ReconcileOutcome From(Stack stack, StackRecord record, ObservedStack observed, Plan plan) => new()
    {
        State = State(stack, observed, plan),
        ServiceId = observed.Service?.Id,
        ServiceName = observed.Service?.Name,
        Principals = observed.Service?.Principals ?? [],
        Connections = [.. (observed.Service?.Connections ?? []).Select(Connection)],
        Routes = [.. stack.Routes.Select(route => Health(route, observed))],
        Reason = Reason([.. plan.Complaints, .. plan.Waits.Select(wait => wait.Reason)]),
        IsRefused = plan.IsRefused,
        PendingRepairs = [.. plan.Approvals.Select(approval => new PendingRepair(approval.Id, approval.Reason))],
        Record = Records.After(record, stack, observed),
        RequeueAfter = Pacing.Idle,
    };

    public static EndpointConnection Connection(ObservedConnection seen) => new(seen.EndpointId, seen.OwnerAccount, seen.State, seen.DnsName, seen.CreatedAt) { Zones = seen.Zones };

    public static string? Reason(IEnumerable<string> reasons) => string.Join(" ", reasons.Distinct()) is { Length: > 0 } text ? text : null;

    private static PrivateLinkState State(Stack stack, ObservedStack observed, Plan plan)
    {
        if (stack.IsEmpty)
        {
            return plan is { Changes.Count: 0, Waits.Count: 0 } ? PrivateLinkState.Deleted : PrivateLinkState.Deleting;
        }

        // Once all of it has been there, something that is being changed does not make it less than active.
        var stands = observed is { LoadBalancer: { IsOurs: true, State: LoadBalancerState.Active }, Service.State: EndpointServiceState.Available };
        var lets = stack.Service is { Principals.Count: 0 } || observed.Service is { Principals.Count: > 0 };
        return stands && lets ? PrivateLinkState.Active : PrivateLinkState.Creating;
    }

    private static RouteHealth Health(StackRoute route, ObservedStack observed)
    {
        var targets = observed.Routed(route)?.Registered.ToList() ?? [];
        var healthy = targets.Count(target => target.State == TargetState.Healthy);
        var state = targets.Count == 0 ? RouteState.Pending
            : healthy > 0 ? RouteState.Healthy
            : targets.Exists(target => target.State == TargetState.Initial) ? RouteState.Initial
            : RouteState.FailOpen;
        return new RouteHealth(route.Component, route.Port, state, healthy, targets.Count)
        {
            Nodes = targets.Select(target => new NodeHealth(target.Address.ToString(), target.State.ToString().ToLowerInvariant())).OrderBy(node => node.Address, StringComparer.Ordinal).ToValueList(),
        };
    }
}
