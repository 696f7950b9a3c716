using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine;

/// <summary>Tells what was seen without the planner's concerns.</summary>
internal static class Inspections
{
    public static Inspection From(Stack stack, ObservedStack observed) => new(
        observed.LoadBalancer is { IsOurs: true } seen ? LoadBalancer(stack, seen) : null,
        observed.Service?.Name,
        observed.Service?.State == EndpointServiceState.Available,
        observed.Service?.Principals ?? [],
        [.. (observed.Service?.Connections ?? []).Select(Outcomes.Connection)],
        [.. stack.Routes.Select(route => Port(route, observed))]);

    private static InspectedLoadBalancer LoadBalancer(Stack stack, ObservedLoadBalancer seen) => new(
        seen.Arn, seen.State == LoadBalancerState.Active, seen.StateReason, seen.Zones, [.. (stack.LoadBalancer?.SubnetIds ?? []).Except(seen.SubnetIds)], seen.CrossZone)
    {
        HasFailed = seen.State == LoadBalancerState.Failed,
    };

    private static InspectedPort Port(StackRoute route, ObservedStack observed) => new(
        route.Component, route.Port, observed.Routed(route) is not null, [.. (observed.Routed(route)?.Targets ?? []).Select(target => new InspectedTarget(target.Address, target.State.ToString().ToLowerInvariant()))]);
}
