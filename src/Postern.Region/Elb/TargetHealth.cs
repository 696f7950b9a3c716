using System.Collections.Concurrent;
using Postern.Region.State;

namespace Postern.Region.Elb;

/// <summary>State, reason and description as DescribeTargetHealth has them. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html</summary>
internal sealed record TargetHealth(string State, string? Reason = null, string? Description = null)
{
    public static TargetHealth Healthy { get; } = new("healthy");

    public static TargetHealth Registering { get; } = new("initial", "Elb.RegistrationInProgress", "Target registration is in progress");

    public static TargetHealth Checking { get; } = new("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");

    public static TargetHealth Failed { get; } = new("unhealthy", "Target.FailedHealthChecks", "Health checks failed");

    public static TargetHealth NotInUse { get; } = new("unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");

    public static TargetHealth NotRegistered { get; } = new("unused", "Target.NotRegistered", "Target is not registered to the target group");

    public static TargetHealth Draining { get; } = new("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");

    public static TargetHealth Unchecked { get; } = new("unavailable", "Target.HealthCheckDisabled", "Health checks are not enabled for this target");
}

/// <summary>What the health checks found, for the API and for the load balancers' choice of targets.</summary>
internal sealed class TargetHealthBoard
{
    private readonly ConcurrentDictionary<(string TargetGroupArn, string Ip, int Port), TargetHealth> _found = new();

    public void Report(string targetGroupArn, Target target, TargetHealth health) => _found[(targetGroupArn, target.Ip, target.Port)] = health;

    public void Forget(string targetGroupArn, Target target) => _found.TryRemove((targetGroupArn, target.Ip, target.Port), out _);

    public TargetHealth Of(RegionState state, TargetGroup group, Target target) =>
        target.DrainingUntil is not null ? TargetHealth.Draining
        : !state.ListenersTo(group).Any(l => state.Find<LoadBalancer>(l.LoadBalancerArn)?.State == LoadBalancer.Active) ? TargetHealth.NotInUse
        : !group.HealthCheck.Enabled ? TargetHealth.Unchecked
        : _found.GetValueOrDefault((group.Id, target.Ip, target.Port), TargetHealth.Registering);
}
