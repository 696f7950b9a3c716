using Postern.Aws.Wire;
using Postern.Region.State;

namespace Postern.Region.Elb;

/// <summary>
/// How many targets a load balancer may have in all, and in one zone; with cross-zone on the latter is its limit for all zones together.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
/// </summary>
internal static class TargetQuotas
{
    /// <exception cref="AwsException">The state, which has the change in it, holds more.</exception>
    public static void RequireFew(RegionState state, Quotas quotas, IEnumerable<string> loadBalancerArns)
    {
        foreach (var loadBalancer in loadBalancerArns.Distinct().Select(state.Get<LoadBalancer>))
        {
            var targets = state.ListenersOf(loadBalancer).Select(l => l.TargetGroupArn).Distinct().SelectMany(g => state.Get<TargetGroup>(g).Targets).Where(t => t.DrainingUntil is null).ToList();
            var most = loadBalancer.IsCrossZone ? Math.Min(quotas.TargetsPerLoadBalancer, quotas.TargetsPerZonePerLoadBalancer) : quotas.TargetsPerLoadBalancer;
            if (targets.Count > most)
            {
                throw AwsException.Bad("TooManyTargets", $"The load balancer '{loadBalancer.Id}' cannot have more than {most} targets");
            }

            if (targets.GroupBy(t => t.Zone).FirstOrDefault(z => z.Count() > quotas.TargetsPerZonePerLoadBalancer) is { } full)
            {
                throw AwsException.Bad("TooManyTargets", $"The load balancer '{loadBalancer.Id}' cannot have more than {quotas.TargetsPerZonePerLoadBalancer} targets in zone {full.Key}");
            }
        }
    }
}
