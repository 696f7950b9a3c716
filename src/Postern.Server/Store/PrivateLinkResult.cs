namespace Postern.Server.Store;

/// <summary>What one pass over a PrivateLink found and did.</summary>
internal sealed record PrivateLinkResult
{
    public required string? AwsServiceId { get; init; }

    public required string? AwsServiceName { get; init; }

    public required Dictionary<string, int> OpenRoutes { get; init; }

    public required string? Reason { get; init; }

    public required bool IsRefused { get; init; }

    /// <summary><c>creating</c>, <c>active</c> or <c>deleting</c>.</summary>
    public required string State { get; init; }

    public required PrivateLinkStatus Status { get; init; }

    /// <summary>Whether <see cref="Applied"/> mends what somebody else did.</summary>
    public required bool IsRepair { get; init; }

    public required IReadOnlyList<Connection> Current { get; init; }

    public required IReadOnlyList<Connection> Gone { get; init; }

    /// <summary>The AWS calls that changed something, in words.</summary>
    public required IReadOnlyList<string> Applied { get; init; }

    /// <summary>What somebody else had done to host names, and is undone, in words.</summary>
    public IReadOnlyList<string> MendedNames { get; init; } = [];

    public required TimeSpan Next { get; init; }
}
