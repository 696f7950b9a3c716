using System.Collections.Immutable;

namespace Postern.Region.State;

/// <summary>A network load balancer. Its id is its ARN.</summary>
internal sealed record LoadBalancer : Resource
{
    internal override IEnumerable<string> Keys => [Name];

    public const string Provisioning = "provisioning", Active = "active", ActiveImpaired = "active_impaired", Failed = "failed";
    public const string CrossZone = "load_balancing.cross_zone.enabled", DeletionProtection = "deletion_protection.enabled";

    public required string Name { get; init; }

    public required string Scheme { get; init; }

    public required string VpcId { get; init; }

    public required string State { get; init; }

    public required string DnsName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><see cref="AddressType.IPv4"/> or <see cref="AddressType.DualStack"/>.</summary>
    public string IpAddressType { get; init; } = AddressType.IPv4;

    public ImmutableList<LoadBalancerNode> Nodes { get; init; } = [];

    public ImmutableList<string> GroupIds { get; init; } = [];

    /// <summary>Whether its security groups also judge traffic that comes through PrivateLink: <c>on</c> or <c>off</c>.</summary>
    public string EnforcesInboundRulesOnPrivateLink { get; init; } = "on";

    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Why it is <see cref="Failed"/> or <see cref="ActiveImpaired"/>.</summary>
    public string? StateReason { get; init; }

    internal override bool IsProvisioning => State == Provisioning;

    /// <summary>An impaired one routes traffic too; it only lacks what it needs to grow.</summary>
    public bool CarriesTraffic => State is Active or ActiveImpaired;

    public bool IsCrossZone => Attributes.GetValueOrDefault(CrossZone) == "true";
}

/// <summary>A load balancer's foot in one zone.</summary>
/// <param name="HasChosenIp">Whether its IPv4 address was asked for, and is then told in descriptions.</param>
internal sealed record LoadBalancerNode(string SubnetId, string Zone, string ZoneId, string NetworkInterfaceId, string PrivateIp, string? Ipv6 = null, bool HasChosenIp = false);

/// <summary>A listener. Its id is its ARN.</summary>
internal sealed record Listener : Resource
{
    internal override IEnumerable<string> Keys => [LoadBalancerArn, TargetGroupArn];

    public const string IdleTimeout = "tcp.idle_timeout.seconds";

    public required string LoadBalancerArn { get; init; }

    public required int Port { get; init; }

    public required string Protocol { get; init; }

    public required string TargetGroupArn { get; init; }

    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
