namespace Postern.Server.Store;

/// <summary>Where the owner of a project wants to be told what happens to its PrivateLinks and their connections.</summary>
internal sealed class Webhook
{
    public required string Id { get; init; }

    public required string Project { get; init; }

    public required string Url { get; init; }

    /// <summary>What its deliveries are signed with, as https://github.com/standard-webhooks/standard-webhooks writes it: <c>whsec_</c> and base64.</summary>
    public required string Secret { get; init; }

    public required string Description { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTime CreatedAt { get; init; }
}
