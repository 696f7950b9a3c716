namespace Postern.Gateway.Configuration;

/// <summary>One version of the configuration, checked.</summary>
internal sealed record GatewaySettings(long Version, IReadOnlyList<ListenerSettings> Listeners);
