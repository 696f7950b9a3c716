namespace Postern.Server.Store;

/// <summary>What one pass over a PrivateLink found and did.</summary>
internal sealed record PrivateLinkResult
{
    public required string? AwsServiceId { get; init; }

    public required string? AwsServiceName { get; init; }

    public required Dictionary<string, int> OpenRoutes { get; init; }

    public required string? Reason { get; init; }

    public required bool IsRefused { get; init; }

    public required IReadOnlyList<Connection> Current { get; init; }

    public required IReadOnlyList<Connection> Gone { get; init; }

    /// <summary>The AWS calls that changed something, in words.</summary>
    public required IReadOnlyList<string> Applied { get; init; }

    public required TimeSpan Next { get; init; }
}
