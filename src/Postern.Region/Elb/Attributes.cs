using System.Collections.Immutable;
using System.Globalization;
using Postern.Aws.Wire;

namespace Postern.Region.Elb;

/// <summary>A set of attributes with defaults, where only known keys and well-formed values are taken.</summary>
internal sealed class Attributes
{
    private readonly string _noun;
    private readonly ImmutableSortedDictionary<string, Func<string, bool>> _checks;

    private Attributes(string noun, params (string Key, string Default, Func<string, bool> Check)[] known)
    {
        _noun = noun;
        Defaults = known.ToImmutableSortedDictionary(k => k.Key, k => k.Default, StringComparer.Ordinal);
        _checks = known.ToImmutableSortedDictionary(k => k.Key, k => k.Check, StringComparer.Ordinal);
    }

    /// <summary>https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#load-balancer-attributes</summary>
    public static Attributes OfLoadBalancer { get; } = new("Load balancer",
        ("access_logs.s3.bucket", "", Any),
        ("access_logs.s3.enabled", "false", Flag),
        ("access_logs.s3.prefix", "", Any),
        (State.LoadBalancer.DeletionProtection, "false", Flag),
        ("dns_record.client_routing_policy", "any_availability_zone", OneOf("any_availability_zone", "availability_zone_affinity", "partial_availability_zone_affinity")),
        ("ipv6.deny_all_igw_traffic", "false", Flag),
        (State.LoadBalancer.CrossZone, "false", Flag),
        ("secondary_ips.auto_assigned.per_subnet", "0", Number(0, 7)),
        ("zonal_shift.config.enabled", "false", Flag));

    /// <summary>https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-group-attributes</summary>
    public static Attributes OfTargetGroup { get; } = new("Target group",
        (State.TargetGroup.ConnectionTermination, "false", Flag),
        (State.TargetGroup.DeregistrationDelay, "300", Number(0, 3600)),
        (State.TargetGroup.CrossZone, "use_load_balancer_configuration", OneOf("true", "false", "use_load_balancer_configuration")),
        ("preserve_client_ip.enabled", "false", Flag),
        (State.TargetGroup.ProxyProtocolV2, "false", Flag),
        ("stickiness.enabled", "false", Flag),
        ("stickiness.type", "source_ip", OneOf("source_ip")),
        ("target_failover.on_deregistration", "no_rebalance", OneOf("no_rebalance", "rebalance")),
        ("target_failover.on_unhealthy", "no_rebalance", OneOf("no_rebalance", "rebalance")),
        ("target_group_health.dns_failover.minimum_healthy_targets.count", "1", OffOr(1, int.MaxValue)),
        ("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off", OffOr(1, 100)),
        ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1", Number(1, int.MaxValue)),
        ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off", OffOr(1, 100)),
        (State.TargetGroup.UnhealthyTermination, "true", Flag),
        (State.TargetGroup.UnhealthyDraining, "0", Number(0, 360_000)));

    /// <summary>https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html#listener-attributes</summary>
    public static Attributes OfListener { get; } = new("Listener", (State.Listener.IdleTimeout, "350", Number(60, 6000)));

    public ImmutableSortedDictionary<string, string> Defaults { get; }

    /// <exception cref="AwsException">A key is unknown or a value malformed.</exception>
    public ImmutableSortedDictionary<string, string> Set(ImmutableSortedDictionary<string, string> current, IEnumerable<(string? Key, string? Value)> changes)
    {
        foreach (var (key, value) in changes)
        {
            if (key is null || !_checks.TryGetValue(key, out var check))
            {
                throw ElbErrors.Validation($"{_noun} attribute key '{key}' is not recognized");
            }

            current = check(value ?? "") ? current.SetItem(key, value ?? "") : throw ElbErrors.Validation($"{_noun} attribute value '{value}' for key '{key}' is not valid");
        }

        return current;
    }

    private static bool Any(string value) => true;

    private static Func<string, bool> OffOr(int least, int most) => v => v == "off" || Number(least, most)(v);

    private static bool Flag(string value) => value is "true" or "false";

    private static Func<string, bool> OneOf(params string[] values) => values.Contains;

    private static Func<string, bool> Number(int least, int most) => v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most;
}
