using Postern.Region.State;

namespace Postern.Region.Elb;

/// <summary>
/// Which nodes of a load balancer its names lead to: not to those where a target group has no healthy target, unless that is so everywhere. Pure.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#dns-name
/// </summary>
internal static class HealthyZones
{
    public static IReadOnlyList<LoadBalancerNode> NodesOf(RegionState state, LoadBalancer loadBalancer, TargetHealthBoard health)
    {
        var groups = state.ListenersOf(loadBalancer).Select(l => state.Get<TargetGroup>(l.TargetGroupArn)).Distinct().ToList();
        var healthy = loadBalancer.Nodes.FindAll(n => groups.TrueForAll(g => HasHealthyTarget(loadBalancer, g, n, health)));
        return healthy.Count > 0 ? healthy : loadBalancer.Nodes;
    }

    private static bool HasHealthyTarget(LoadBalancer loadBalancer, TargetGroup group, LoadBalancerNode node, TargetHealthBoard health) =>
        group.Targets.Exists(t => t.DrainingUntil is null && TargetReach.NodesOf(loadBalancer, group, t).Contains(node) && health.Of(group, node, t).State is "healthy" or "unavailable");
}
