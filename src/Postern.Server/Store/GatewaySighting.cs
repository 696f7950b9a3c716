namespace Postern.Server.Store;

/// <summary>That a gateway asked for its configuration, and which one it holds.</summary>
internal sealed class GatewaySighting
{
    public required string ServiceId { get; init; }

    public required string Node { get; init; }

    /// <summary>The service's generation that its configuration is of; 0 where it has none yet.</summary>
    public long Version { get; set; }

    public DateTime SeenAt { get; set; }
}
