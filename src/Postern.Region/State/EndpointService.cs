using System.Collections.Immutable;

namespace Postern.Region.State;

/// <summary>A VPC endpoint service: load balancers offered to principals of other accounts.</summary>
internal sealed record EndpointService : Resource
{
    internal override IEnumerable<string> Keys => LoadBalancerArns.Prepend(Name);

    public const string Pending = "Pending", Available = "Available", Deleting = "Deleting", Failed = "Failed";

    /// <summary>States of the private DNS name.</summary>
    public const string PendingVerification = "pendingVerification", Verified = "verified", VerificationFailed = "failed";

    internal override bool IsProvisioning => State == Pending;

    /// <summary>Whether endpoints to it can be made.</summary>
    public bool IsOffered => State is Pending or Available;

    public required string Name { get; init; }

    public required string State { get; init; }

    public ImmutableList<string> LoadBalancerArns { get; init; } = [];

    /// <summary>Ids of the zones, a snapshot of the load balancers' zones taken at creation and at each modification.</summary>
    public ImmutableSortedSet<string> ZoneIds { get; init; } = [];

    /// <summary>Families of addresses that endpoints may have.</summary>
    public ImmutableSortedSet<string> IpAddressTypes { get; init; } = [AddressType.IPv4];

    public bool AcceptanceRequired { get; init; }

    public string? PrivateDnsName { get; init; }

    public string? PrivateDnsState { get; init; }

    /// <summary>The label below the domain at which the TXT record must be.</summary>
    public string? PrivateDnsLabel { get; init; }

    /// <summary>What the TXT record must say, after <c>vpce:</c>.</summary>
    public string? PrivateDnsChallenge { get; init; }

    /// <summary>Null where nobody said; only kept.</summary>
    public string? PayerResponsibility { get; init; }

    /// <summary>Allowed principals, with the id of each permission.</summary>
    public ImmutableSortedDictionary<string, string> Principals { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Tags of the permissions that have any, by the permission's id.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> PermissionTags { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, string> TagsOfPermission(string id) => PermissionTags.GetValueOrDefault(id, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    public EndpointService WithPermissionTags(string id, ImmutableSortedDictionary<string, string> tags) => this with { PermissionTags = tags.IsEmpty ? PermissionTags.Remove(id) : PermissionTags.SetItem(id, tags) };
}
