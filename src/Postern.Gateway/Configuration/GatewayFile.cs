using System.Text.Json.Serialization;

namespace Postern.Gateway.Configuration;

/// <summary>The configuration file as it is written; <see cref="SettingsReader"/> checks it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GatewayFile(long? Version, List<RouteFile>? Routes, List<ListenerFile>? Listeners);
