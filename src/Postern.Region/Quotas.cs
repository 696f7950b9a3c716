namespace Postern.Region.Elb;

/// <summary>Default quotas. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html</summary>
internal sealed record Quotas
{
    public int LoadBalancersPerRegion { get; init; } = 50;

    public int ListenersPerLoadBalancer { get; init; } = 50;

    public int TargetGroupsPerRegion { get; init; } = 3000;

    public int TargetsPerTargetGroup { get; init; } = 1000;
}
