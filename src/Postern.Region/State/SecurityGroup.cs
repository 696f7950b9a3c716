using System.Collections.Immutable;

namespace Postern.Region.State;

internal sealed record SecurityGroup : Resource
{
    internal override IEnumerable<string> Keys => [VpcId];

    public required string VpcId { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public ImmutableList<SecurityGroupRule> Rules { get; init; } = [];

    /// <summary>The rule that it was made with, which lets everything of IPv4 out.</summary>
    public string? FirstRuleId { get; init; }

    /// <summary>Whether its rules for what goes out are as they were made.</summary>
    public bool LetsOutAsMade => Rules.FindAll(r => r.IsEgress) is [var only] && only.Id == FirstRuleId;
}

/// <summary>One rule with one source: an IPv4 range, an IPv6 range, a prefix list or a group.</summary>
internal sealed record SecurityGroupRule
{
    public required string Id { get; init; }

    public required bool IsEgress { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c>, a protocol number, or <c>-1</c> for all.</summary>
    public required string Protocol { get; init; }

    public int? FromPort { get; init; }

    public int? ToPort { get; init; }

    public string? CidrIpv4 { get; init; }

    public string? CidrIpv6 { get; init; }

    public string? PrefixListId { get; init; }

    public string? GroupId { get; init; }

    public string? Description { get; init; }

    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether the other rule lets the same traffic through; descriptions and ids apart.</summary>
    public bool IsSameAs(SecurityGroupRule other) =>
        this with { Id = other.Id, Description = other.Description, Tags = other.Tags } == other;
}
