using System.Text.Json.Serialization;

namespace Postern.Gateway.Configuration;

/// <param name="Certificate">PEM file with the certificate and its chain; with <paramref name="Key"/>, for TLS with clients.</param>
/// <param name="ClientAuthorities">PEM file: clients must show a certificate that one of these has signed.</param>
/// <param name="Sasl">JSON file with users: clients must sign in as one of them, and the broker does not get to see it.</param>
/// <param name="UpstreamServerName">For TLS with the broker: the name that its certificate must have.</param>
/// <param name="UpstreamAuthorities">PEM file with who may have signed it; without one, those that the system trusts.</param>
/// <param name="UpstreamCertificate">PEM file, with <paramref name="UpstreamKey"/>: shown to a broker that asks for a client's certificate.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ListenerFile(
    string? Route,
    string? Listen,
    string? Upstream,
    bool ProxyProtocol,
    string? Certificate,
    string? Key,
    string? ClientAuthorities,
    string? Sasl,
    string? UpstreamServerName,
    string? UpstreamAuthorities,
    string? UpstreamCertificate,
    string? UpstreamKey);
