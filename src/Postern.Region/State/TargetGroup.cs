using System.Collections.Immutable;
using System.Globalization;

namespace Postern.Region.State;

/// <summary>A target group. Its id is its ARN.</summary>
internal sealed record TargetGroup : Resource
{
    internal override IEnumerable<string> Keys => [Name];

    public const string DeregistrationDelay = "deregistration_delay.timeout_seconds", ConnectionTermination = "deregistration_delay.connection_termination.enabled",
        ProxyProtocolV2 = "proxy_protocol_v2.enabled", CrossZone = "load_balancing.cross_zone.enabled",
        UnhealthyTermination = "target_health_state.unhealthy.connection_termination.enabled", UnhealthyDraining = "target_health_state.unhealthy.draining_interval_seconds";

    public required string Name { get; init; }

    public required string Protocol { get; init; }

    public required int Port { get; init; }

    public required string VpcId { get; init; }

    public required string TargetType { get; init; }

    public required HealthCheck HealthCheck { get; init; }

    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableList<Target> Targets { get; init; } = [];

    /// <summary>Whether connections to a target that is found unhealthy are ended.</summary>
    public bool EndsUnhealthy => Attributes.GetValueOrDefault(UnhealthyTermination) == "true";

    /// <summary>How long a target that is found unhealthy is called <c>unhealthy.draining</c>.</summary>
    public TimeSpan UnhealthyDrainsFor => TimeSpan.FromSeconds(int.Parse(Attributes.GetValueOrDefault(UnhealthyDraining, "0"), CultureInfo.InvariantCulture));

    public TimeSpan DrainsFor => TimeSpan.FromSeconds(int.Parse(Attributes[DeregistrationDelay], CultureInfo.InvariantCulture));
}

/// <summary>How a load balancer finds out whether a target is well. Intervals and time-outs are in seconds.</summary>
internal sealed record HealthCheck(bool Enabled, string Protocol, string Port, string? Path, int Interval, int Timeout, int HealthyThreshold, int UnhealthyThreshold, string? Matcher);

/// <param name="Ip">The address in the target group's VPC.</param>
/// <param name="Zone">A zone's name, or <c>all</c> for an address outside the VPC.</param>
/// <param name="DrainingUntil">Set when it was deregistered.</param>
internal sealed record Target(string Ip, int Port, string Zone, DateTimeOffset? DrainingUntil = null);
