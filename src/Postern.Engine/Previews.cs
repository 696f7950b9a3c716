using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine;

/// <summary>Plans again and again against the forecast of what the plan before would have done.</summary>
internal static class Previews
{
    /// <summary>More than any wish needs.</summary>
    private const int MostRounds = 12;

    private static readonly TimeSpan Call = TimeSpan.FromSeconds(0.3);

    public static PlanPreview Of(Stack stack, ObservedStack observed, bool isLocal)
    {
        var (steps, changes, cutOff, turnedAway) = (new List<PlannedStep>(), new List<Change>(), new List<EndpointConnection>(), new List<string>());
        var (region, plan) = (observed, Planner.Plan(stack, observed));
        for (var round = 0; round < MostRounds; round++)
        {
            foreach (var change in plan.Changes)
            {
                changes.Add(change);
                steps.Add(new PlannedStep(change.Description, IsWait: false, Call));
                cutOff.AddRange(CutOff(change, region));
                turnedAway.AddRange(TurnedAway(change, region, stack.Service));
                region = Forecast.Apply(region, change);
            }

            var later = Forecast.Tick(region);
            if (plan.Changes.Count == 0 && later == region)
            {
                break;
            }

            steps.AddRange(Waits(Planner.Plan(stack, region).Watch, isLocal));
            (region, plan) = (later, Planner.Plan(stack, later));
        }

        return new PlanPreview(steps, TimeSpan.FromTicks(steps.Sum(step => step.Usual.Ticks)), [.. cutOff.DistinctBy(connection => connection.EndpointId)], [.. plan.Complaints, .. turnedAway], ProbesPerSecond(stack)) { Changes = changes };
    }

    private static IEnumerable<PlannedStep> Waits(Watch watch, bool isLocal)
    {
        var usual = UsualTimes.In(isLocal);
        return new[]
        {
            (Watch.LoadBalancer, "wait for the load balancer to become active", usual.LoadBalancer),
            (Watch.Service, "wait for the endpoint service", usual.EndpointService),
            (Watch.Health, "wait for two good heartbeats", usual.Targets),
        }.Where(wait => watch.HasFlag(wait.Item1)).Select(wait => new PlannedStep(wait.Item2, IsWait: true, wait.Item3));
    }

    /// <summary>Where a listener goes, no endpoint has new connections to its port any more: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/delete-listener.html.</summary>
    private static IEnumerable<EndpointConnection> CutOff(Change change, ObservedStack region) => (region.Service?.Connections ?? [])
        .Where(c => c.State == "available" && (change is Change.DeleteListener || (change is Change.RejectConnections reject && reject.EndpointIds.Contains(c.EndpointId)))).Select(Outcomes.Connection);

    /// <summary>Those that wait and that nobody has rejected, where there is no place for them.</summary>
    private static IEnumerable<string> TurnedAway(Change change, ObservedStack region, StackEndpointService? wanted) =>
        wanted is null || change is not Change.RejectConnections reject ? [] : (region.Service?.Connections ?? [])
            .Where(c => c.State == "pendingAcceptance" && reject.EndpointIds.Contains(c.EndpointId) && wanted.Decision(c.EndpointId, c.OwnerAccount) != false)
            .Select(c => $"{c.EndpointId} waits to be accepted, and would be rejected: the PrivateLink takes at most {wanted.MaxConnections} {(wanted.MaxConnections == 1 ? "endpoint" : "endpoints")}. AWS takes back no rejection.");

    private static double ProbesPerSecond(Stack stack) =>
        (stack.LoadBalancer?.SubnetIds.Count ?? 0) * stack.Routes.Sum(route => route.Targets.Count) / (double)HealthCheck.Quickest.IntervalSeconds;
}
