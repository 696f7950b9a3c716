namespace Postern.Engine.Cloud;

/// <summary>What a hosted zone has for a name.</summary>
/// <param name="Records">Such as <c>CNAME vpce-1.example</c>; null where they could not be read.</param>
/// <param name="Problem">Why not.</param>
/// <param name="RetryAfter">When the limit of calls allows to ask again; null where that is not why.</param>
public sealed record HostRecords(IReadOnlyList<string>? Records, string? Problem = null, TimeSpan? RetryAfter = null);
