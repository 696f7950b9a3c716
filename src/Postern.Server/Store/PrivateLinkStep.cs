namespace Postern.Server.Store;

/// <summary>A time that a PrivateLink spent in one state, for one reason. Outlives the PrivateLink.</summary>
internal sealed class PrivateLinkStep
{
    public long Id { get; init; }

    public required string PrivateLinkId { get; init; }

    public required string Project { get; init; }

    public required string ServiceName { get; init; }

    public required string State { get; init; }

    /// <summary>What was waited for, or was in the way; null where nothing was.</summary>
    public string? Reason { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>Null while it lasts.</summary>
    public DateTime? EndedAt { get; set; }
}
