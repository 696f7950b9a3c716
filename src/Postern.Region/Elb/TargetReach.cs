using Postern.Region.State;

namespace Postern.Region.Elb;

/// <summary>
/// Which nodes of a load balancer a target is for: the one of its zone, all with cross-zone on, and none where its zone is not one of the load balancer's. Pure.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#availability-zones
/// </summary>
internal static class TargetReach
{
    private const string EveryZone = "all";

    public static IEnumerable<LoadBalancerNode> NodesOf(LoadBalancer loadBalancer, TargetGroup group, Target target)
    {
        var isEverywhere = target.Zone == EveryZone || (IsCrossZone(loadBalancer, group) && loadBalancer.Nodes.Exists(n => n.Zone == target.Zone));
        return loadBalancer.Nodes.Where(n => isEverywhere || n.Zone == target.Zone);
    }

    private static bool IsCrossZone(LoadBalancer loadBalancer, TargetGroup group) => group.Attributes.GetValueOrDefault(TargetGroup.CrossZone) switch
    {
        "true" => true,
        "false" => false,
        _ => loadBalancer.IsCrossZone,
    };
}
