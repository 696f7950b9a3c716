using System.Net;
using System.Net.Security;

namespace Postern.Gateway.Configuration;

/// <summary>One port: where it is, which broker is behind it, and what clients of its route are told.</summary>
/// <param name="Certificate">Shown to clients; null for plain TCP.</param>
internal sealed record ListenerSettings(
    RouteSettings Route, IPEndPoint Listen, Protocol.BrokerAddress Upstream, bool ProxyProtocol, SslStreamCertificateContext? Certificate, UpstreamTls? UpstreamTls);
