namespace Postern.Gateway.Configuration;

/// <summary>One version of the configuration, checked.</summary>
/// <param name="Files">The certificates, keys and authorities that it names: a change in one of them is a change of the configuration.</param>
internal sealed record GatewaySettings(long Version, IReadOnlyList<ListenerSettings> Listeners, IReadOnlyList<string> Files);
