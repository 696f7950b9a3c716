namespace Postern.Server.Store;

/// <summary>What tells one state of a webhook and its deliveries from another, without reading a week of them.</summary>
/// <param name="Newest">The id of its newest delivery; null where it has none.</param>
/// <param name="Pending">How many deliveries are to be tried still.</param>
/// <param name="Attempts">Of those that are pending.</param>
/// <param name="LastDue">When the last of those is tried next.</param>
internal sealed record WebhookMark(string Id, string? Newest, int Pending, int Attempts, DateTime? LastDue);
