namespace Postern.Engine;

/// <summary>How long AWS usually takes for what a PrivateLink waits for.</summary>
/// <param name="LoadBalancer">Until it is active.</param>
/// <param name="EndpointService">Until it is available, with the load balancer active.</param>
/// <param name="Targets">Until a listener's targets are healthy: two heartbeats of five seconds, and the first one takes a while to come.</param>
public sealed record UsualTimes(TimeSpan LoadBalancer, TimeSpan EndpointService, TimeSpan Targets)
{
    /// <summary>The load balancer as https://github.com/openshift/hypershift/pull/686 reports it.</summary>
    private static readonly UsualTimes Aws = new(TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60));

    private static readonly UsualTimes Local = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

    /// <param name="isLocal">Whether the region is a local one.</param>
    public static UsualTimes In(bool isLocal) => isLocal ? Local : Aws;
}
