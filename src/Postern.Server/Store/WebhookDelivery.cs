namespace Postern.Server.Store;

/// <summary>One message to one webhook: a row until it is old, so that nothing is forgotten when the server ends.</summary>
internal sealed class WebhookDelivery
{
    public required string Id { get; init; }

    public required string WebhookId { get; init; }

    public Webhook? Webhook { get; init; }

    public required string EventType { get; init; }

    /// <summary>The JSON text that is sent.</summary>
    public required string Body { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>When to try next, or, while it is tried, when whoever tries is taken to have died; null where it arrived or was given up.</summary>
    public DateTime? DueAt { get; set; }

    public int Attempts { get; set; }

    public DateTime? DeliveredAt { get; set; }

    /// <summary>The HTTP status of the last answer; null where there was none.</summary>
    public int? LastStatus { get; set; }

    /// <summary>Why the last attempt failed; null where it did not.</summary>
    public string? LastError { get; set; }
}
