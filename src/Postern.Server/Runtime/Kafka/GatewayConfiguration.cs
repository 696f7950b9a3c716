using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Postern.Server.Catalogue;

namespace Postern.Server.Runtime.Kafka;

/// <summary>A way to the brokers of a Kafka service, as its gateways are told of it.</summary>
/// <param name="Name">For their logs.</param>
/// <param name="Host">What clients of this route reach every broker by.</param>
/// <param name="Ports">Where the route's port for a broker is, by the broker's id.</param>
/// <param name="At">Where it listens for them.</param>
internal sealed record GatewayRoute(string Name, string Host, IReadOnlyDictionary<int, int> Ports, IReadOnlyList<GatewayAddress> At)
{
    /// <summary>How clients sign in there.</summary>
    public KafkaListener Listener { get; init; }

    /// <summary>The brokers that clients are told of; null for those that it listens for.</summary>
    public IReadOnlySet<int>? Named { get; init; }
}

/// <param name="ProxyProtocol">Whether connections there begin with a PROXY protocol v2 header.</param>
internal sealed record GatewayAddress(string Address, bool ProxyProtocol);

/// <param name="Address">The broker's own <c>HOST:PORT</c>.</param>
/// <param name="TlsName">The name in the certificate that it shows; null where it speaks in the clear.</param>
/// <param name="SaslAddress">Where it signs clients in by SASL itself; null where the gateway does that.</param>
internal sealed record GatewayUpstream(string Address, string? TlsName = null, string? SaslAddress = null);

/// <summary>The configuration file of a service's gateways (<c>docs/kafka.md</c>): which port leads to which broker, and what clients of that port are told. Pure.</summary>
internal static class GatewayConfiguration
{
    /// <summary>
    /// What stands beside it: the service's certificate and its key, the certificates of which clients must show one, who may sign in by SASL, and the certificate and key that
    /// everybody trusts.
    /// </summary>
    public const string Certificate = "server.crt", Key = "server.key", ClientAuthorities = "clients.crt", Sasl = "sasl.json", PublicCertificate = "public.crt", PublicKey = "public.key";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <param name="version">The generation of the wish: gateways do not go back to an older one.</param>
    /// <param name="upstreams">The brokers that it listens for, by id. One that is missing here is no longer in the cluster, or behind another gateway; its number stays its own.</param>
    public static string Render(long version, IEnumerable<GatewayRoute> routes, IReadOnlyDictionary<int, GatewayUpstream> upstreams)
    {
        var known = routes.OrderBy(route => route.Name, StringComparer.Ordinal).ToList();
        return JsonSerializer.Serialize(
            new
            {
                Version = version,
                Routes = known.Select(route => new { route.Name, Brokers = Only(route.Ports, route.Named ?? upstreams.Keys.ToHashSet()).ToDictionary(port => Text(port.Key), port => $"{route.Host}:{Text(port.Value)}") }),
                Listeners = known.SelectMany(route => Only(route.Ports, upstreams.Keys.ToHashSet()).SelectMany(port => route.At.Select(at => Listener(route, $"{at.Address}:{Text(port.Value)}", at.ProxyProtocol, upstreams[port.Key])))),
            },
            Json);
    }

    private static object Listener(GatewayRoute route, string listen, bool proxyProtocol, GatewayUpstream upstream)
    {
        var (isSasl, isPublic) = (route.Listener != KafkaListener.Certificate, route.Listener == KafkaListener.PublicSasl);
        return new
        {
            Route = route.Name, Listen = listen, Upstream = isSasl ? upstream.SaslAddress ?? upstream.Address : upstream.Address, UpstreamServerName = upstream.TlsName, ProxyProtocol = proxyProtocol,
            Certificate = isPublic ? PublicCertificate : Certificate, Key = isPublic ? PublicKey : Key,
            ClientAuthorities = isSasl ? null : ClientAuthorities, Sasl = isSasl && upstream.SaslAddress is null ? Sasl : null,
        };
    }

    private static IEnumerable<KeyValuePair<int, int>> Only(IReadOnlyDictionary<int, int> ports, IReadOnlySet<int> brokers) =>
        ports.Where(port => brokers.Contains(port.Key)).OrderBy(port => port.Key);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
