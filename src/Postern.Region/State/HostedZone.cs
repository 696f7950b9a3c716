using System.Collections.Immutable;

namespace Postern.Region.State;

/// <summary>A zone of Route 53. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html</summary>
internal sealed record HostedZone : Resource
{
    /// <summary>Lower case, without the final dot.</summary>
    public required string Name { get; init; }

    /// <summary>What the creator gave, so that the same request again is noticed.</summary>
    public required string CallerReference { get; init; }

    public string Comment { get; init; } = "";

    /// <summary>Who may ask a private zone, by their regions; empty for a public one, which everybody may.</summary>
    public ImmutableSortedDictionary<string, string> Vpcs { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public bool IsPrivate => Vpcs.Count > 0;
}

/// <summary>The records of one name and type in a zone; with a routing policy one of several sets.</summary>
internal sealed record RecordSet : Resource
{
    public required string ZoneId { get; init; }

    /// <summary>Lower case, without the final dot; may begin with <c>*.</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Such as <c>A</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Seconds; null for an alias.</summary>
    public int? TimeToLive { get; init; }

    /// <summary>As they were given; empty for an alias.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public AliasTarget? Alias { get; init; }

    /// <summary>Tells the sets of a routing policy apart; null for the simple policy.</summary>
    public string? SetIdentifier { get; init; }

    /// <summary>The elements of the routing policy, as XML.</summary>
    public IReadOnlyList<string> Routing { get; init; } = [];

    public static string IdOf(string zoneId, string name, string type, string? setIdentifier = null) => $"{zoneId}/{name}/{type}{(setIdentifier is null ? "" : "/" + setIdentifier)}";
}

/// <summary>What an alias record stands for. https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html</summary>
/// <param name="DnsName">Lower case, without the final dot.</param>
internal sealed record AliasTarget(string HostedZoneId, string DnsName, bool EvaluateTargetHealth);
