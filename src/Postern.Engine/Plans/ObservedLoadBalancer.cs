using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

internal enum LoadBalancerState
{
    Provisioning,

    /// <summary>Also <c>active_impaired</c>: it routes traffic, but lacks the resources to scale.</summary>
    Active,

    /// <summary>Does not heal: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html</summary>
    Failed,
}

internal sealed record ObservedLoadBalancer(
    string Arn,
    bool IsOurs,
    LoadBalancerState State,
    string? StateReason,
    string VpcId,
    bool IsInternalNetwork,
    ValueList<string> SubnetIds,
    ValueList<string> Zones,
    bool CrossZone,
    ValueList<ObservedListener> Listeners)
{
    /// <summary>As they are; where some of ours are missing, they are put back.</summary>
    public ValueList<ResourceTag> Tags { get; init; } = [];
}

/// <param name="TargetGroupArn">Where it forwards to; null where it does anything else than forward to one target group.</param>
internal sealed record ObservedListener(string Arn, int Port, string Protocol, string? TargetGroupArn);
