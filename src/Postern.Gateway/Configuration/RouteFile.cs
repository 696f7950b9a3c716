using System.Text.Json.Serialization;

namespace Postern.Gateway.Configuration;

/// <param name="Brokers">HOST:PORT by broker id.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RouteFile(string? Name, Dictionary<string, string>? Brokers);
