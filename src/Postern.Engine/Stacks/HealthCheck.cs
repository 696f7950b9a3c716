namespace Postern.Engine.Stacks;

/// <summary>How a load balancer asks a target whether it lives. Thresholds count heartbeats in a row.</summary>
internal sealed record HealthCheck(string Protocol, string Port, int IntervalSeconds, int TimeoutSeconds, int HealthyThreshold, int UnhealthyThreshold)
{
    /// <summary>The quickest that a network load balancer offers, so that a component shows up after two heartbeats of five seconds:
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html</summary>
    public static HealthCheck Quickest { get; } = new("TCP", "traffic-port", IntervalSeconds: 5, TimeoutSeconds: 4, HealthyThreshold: 2, UnhealthyThreshold: 2);
}
