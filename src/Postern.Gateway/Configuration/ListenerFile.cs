using System.Text.Json.Serialization;

namespace Postern.Gateway.Configuration;

/// <param name="Certificate">PEM file with the certificate and its chain; with <paramref name="Key"/>, for TLS with clients.</param>
/// <param name="UpstreamServerName">For TLS with the broker: the name that its certificate must have.</param>
/// <param name="UpstreamAuthorities">PEM file with who may have signed it; without one, those that the system trusts.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ListenerFile(
    string? Route, string? Listen, string? Upstream, bool ProxyProtocol, string? Certificate, string? Key, string? UpstreamServerName, string? UpstreamAuthorities);
