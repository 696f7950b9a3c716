namespace Postern.Region.Elb;

/// <summary>State, reason and description as DescribeTargetHealth has them. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html</summary>
internal sealed record TargetHealth(string State, string? Reason = null, string? Description = null)
{
    public const string Unhealthy = "unhealthy";

    public static TargetHealth Healthy { get; } = new("healthy");

    public static TargetHealth Registering { get; } = new("initial", "Elb.RegistrationInProgress", "Target registration is in progress");

    public static TargetHealth Checking { get; } = new("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");

    public static TargetHealth Failed { get; } = new(Unhealthy, "Target.FailedHealthChecks", "Health checks failed");

    public static TargetHealth TimedOut { get; } = new(Unhealthy, "Target.Timeout", "Request timed out");

    public static TargetHealth ZoneNotEnabled { get; } = new("unused", "Target.NotInUse", "Target is in an Availability Zone that is not enabled for the load balancer");

    public static TargetHealth NotInUse { get; } = new("unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");

    public static TargetHealth NotRegistered { get; } = new("unused", "Target.NotRegistered", "Target is not registered to the target group");

    public static TargetHealth Draining { get; } = new("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");

    public static TargetHealth Unchecked { get; } = new("unavailable", "Target.HealthCheckDisabled", "Health checks are not enabled for this target");

    public static TargetHealth WrongCode(int status) => new(Unhealthy, "Target.ResponseCodeMismatch", $"Health checks failed with these codes: [{status}]");
}
