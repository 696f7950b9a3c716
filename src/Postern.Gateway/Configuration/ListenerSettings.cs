using System.Net;
using Postern.Gateway.Sasl;

namespace Postern.Gateway.Configuration;

/// <summary>One port: where it is, which broker is behind it, and what clients of its route are told.</summary>
/// <param name="ClientTls">Null for plain TCP with clients.</param>
/// <param name="UpstreamTls">Null for plain TCP with the broker.</param>
internal sealed record ListenerSettings(
    RouteSettings Route, IPEndPoint Listen, Protocol.BrokerAddress Upstream, bool ProxyProtocol, ClientTls? ClientTls, UpstreamTls? UpstreamTls)
{
    /// <summary>Who may come in, by SASL, which is not the broker's then; null where it is.</summary>
    public SaslUsers? Users { get; init; }
}
