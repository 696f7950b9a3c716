using System.Collections.Immutable;

namespace Postern.Region.State;

/// <summary>Anything that the region keeps: it has an id (an ARN in Elastic Load Balancing), an owner and tags.</summary>
internal abstract record Resource
{
    public const string Fails = "fails", Impaired = "impaired";

    public required string Id { get; init; }

    /// <summary>The twelve digits of the account that owns it.</summary>
    public required string Account { get; init; }

    public required string Region { get; init; }

    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>When its state machine moves on by itself; null where it rests.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How its provisioning ends: <see cref="Fails"/>, <see cref="Impaired"/>, or null as usual.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether it is being made, so that it has an <see cref="Outcome"/> to come.</summary>
    internal virtual bool IsProvisioning => false;

    /// <summary>What it is found by beside its id: what it refers to, and names. Not state; see <see cref="RegionState.Keyed{T}"/>.</summary>
    internal virtual IEnumerable<string> Keys => [];

    public bool BelongsTo(string account, string region) => Account == account && Region == region;
}
