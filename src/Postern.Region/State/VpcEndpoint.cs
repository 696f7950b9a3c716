using System.Collections.Immutable;

namespace Postern.Region.State;

/// <summary>An interface VPC endpoint in a consumer's VPC; to the service's owner, a connection.</summary>
internal sealed record VpcEndpoint : Resource
{
    internal override IEnumerable<string> Keys => [VpcId, ServiceId];

    // The wire spells endpoint states in lower camel case, unlike service states.
    public const string PendingAcceptance = "pendingAcceptance", Pending = "pending", Available = "available", Rejected = "rejected", Failed = "failed", Expired = "expired", Deleting = "deleting";

    public required string VpcId { get; init; }

    public required string ServiceId { get; init; }

    public required string ServiceName { get; init; }

    public required string State { get; init; }

    /// <summary><see cref="AddressType.IPv4"/> or <see cref="AddressType.DualStack"/>.</summary>
    public string IpAddressType { get; init; } = AddressType.IPv4;

    /// <summary>Which addresses its names lead to: those of IPv4, of IPv6 or both.</summary>
    public string DnsRecordIpType { get; init; } = AddressType.IPv4;

    public ImmutableList<string> SubnetIds { get; init; } = [];

    public ImmutableList<string> GroupIds { get; init; } = [];

    public ImmutableList<string> NetworkInterfaceIds { get; init; } = [];

    /// <summary>The eight characters after the id in its DNS names.</summary>
    public required string DnsSuffix { get; init; }

    public required string ConnectionId { get; init; }

    /// <summary>The service's owner has tags of its own on the connection.</summary>
    public ImmutableSortedDictionary<string, string> ConnectionTags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public bool PrivateDnsEnabled { get; init; }

    public string? PolicyDocument { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why it is <see cref="Failed"/>.</summary>
    public string? FailureReason { get; init; }

    internal override bool IsProvisioning => State is PendingAcceptance or Pending;

    /// <summary>Whether it is, or may yet become, a connection that works; such ones keep their service from being deleted.</summary>
    public bool IsLive => State is PendingAcceptance or Pending or Available;

    /// <summary>Whether packets may pass.</summary>
    public bool CarriesTraffic => State == Available;
}
