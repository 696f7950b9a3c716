using System.Security.Cryptography;
using System.Text;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Kafka;

/// <summary>What the gateway of one registered node is to hold.</summary>
/// <param name="Configuration">JSON, as in <c>docs/kafka.md</c>.</param>
/// <param name="Files">What it names, by name, as PEM.</param>
internal sealed record RegisteredGateway(long Version, string Configuration, IReadOnlyDictionary<string, string> Files)
{
    private static readonly IReadOnlyList<GatewayAddress> Everywhere = [new("0.0.0.0", ProxyProtocol: true)];

    /// <summary>Equal for equal contents; begins with the version.</summary>
    public string Tag => $"{Version}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Files.Values.Prepend(Configuration)))))[..16]}";

    /// <summary>Null before the service has a certificate.</summary>
    /// <param name="node">One that is registered.</param>
    public static RegisteredGateway? Of(Service service, ServiceNode node, ServiceType type, HostNames names, SaslKeys keys, PublicCertificate trusted)
    {
        if (service is not { ServerCertificate: { } certificate, ServerKey: { } key, AccessCertificate: not null })
        {
            return null;
        }

        var brokers = service.Nodes.Where(other => other.Broker is not null).ToDictionary(other => other.Broker!.Value);
        var upstreams = brokers.Values.Where(other => node.IsGateway || other == node).ToDictionary(
            other => other.Broker!.Value,
            other => new GatewayUpstream($"{other.Address}:{other.Ports["kafka"]}", other.TlsName, other.Ports.TryGetValue(KafkaListeners.OwnSaslPort, out var own) ? $"{other.Address}:{own}" : null));
        var (settings, shown) = (UserConfig.Parse(service.UserConfig), trusted.Read());
        var listeners = KafkaListeners.PrivateLink(settings).Where(listener => listener != KafkaListener.PublicSasl || shown is not null).ToList();
        var files = new Dictionary<string, string> { [GatewayConfiguration.Certificate] = certificate, [GatewayConfiguration.Key] = key, [GatewayConfiguration.ClientAuthorities] = AccessCertificate.All(service) };
        if (KafkaListeners.HasSasl(settings) && upstreams.Values.Any(upstream => upstream.SaslAddress is null))
        {
            files[GatewayConfiguration.Sasl] = keys.FileOf(service, type.Administrator);
        }

        if (shown is { } publicly && listeners.Contains(KafkaListener.PublicSasl))
        {
            (files[GatewayConfiguration.PublicCertificate], files[GatewayConfiguration.PublicKey]) = publicly;
        }

        return new RegisteredGateway(service.Generation, GatewayConfiguration.Render(service.Generation, Routes(service, names, [.. brokers.Keys], listeners), upstreams), files);
    }

    private static IEnumerable<GatewayRoute> Routes(Service service, HostNames names, IReadOnlyList<int> brokers, IEnumerable<KafkaListener> listeners) =>
        KafkaSoftware.PrivateRoutes(service, names, brokers, Everywhere, listeners).Select(route => route.Route with { Named = Named(service, route.Ordinal, route.Route.Ports) });

    /// <summary>A broker that was added is named once its listener answers: until then clients of a connection are better off with the others.</summary>
    private static HashSet<int> Named(Service service, int ordinal, IReadOnlyDictionary<int, int> ports) =>
        service.PrivateLink is { } link && link.Connections.Exists(connection => connection.Ordinal == ordinal)
            ? [.. ports.Where(port => link.OpenRoutes.ContainsValue(port.Value)).Select(port => port.Key)]
            : [.. ports.Keys];
}
