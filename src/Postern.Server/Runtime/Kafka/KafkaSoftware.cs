using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Postern.Server.Catalogue;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Kafka;

/// <summary>Brokers for development or of Apache Kafka, and the gateway in front of them that tells each route's clients addresses which they can reach.</summary>
internal sealed class KafkaSoftware(KafkaOptions options, ServiceCatalogue catalogue, HostNames names, SaslKeys keys, PublicCertificate trusted) : INodeSoftware
{
    /// <summary>Where a broker's own, plain listener is: for its network, as brokers have one, and reached by no private endpoint. Broker 1 has the first.</summary>
    public const int FirstBrokerPort = 9092;

    public string Type => "kafka";

    public string Awaited => "Waits for the brokers to answer through their gateway.";

    public IEnumerable<NodeFile> Files(Service service, NodeRole role)
    {
        var type = catalogue.Find(Type)!;
        var brokers = Enumerable.Range(1, type.Components.Max(component => component.Brokers)).ToList();
        var (settings, shown) = (UserConfig.Parse(service.UserConfig), trusted.Read());
        return
        [
            new("settings", Shell(type, service, brokers.Count)),
            new("ports", string.Concat(Asked(service, brokers, settings, shown is not null))),
            new("access.crt", service.AccessCertificate!),
            new("clients.crt", AccessCertificate.All(service)),
            new("access.key", service.AccessKey!, IsSecret: true),
            new("access.password", service.AdminPassword, IsSecret: true), // the node asks at each port as a client does
            new(GatewayConfiguration.Sasl, KafkaListeners.HasSasl(settings) ? keys.FileOf(service, type.Administrator) : """{ "users": [] }""", IsSecret: true),
            .. shown is { } publicly ? [new(GatewayConfiguration.PublicCertificate, publicly.Certificate), new(GatewayConfiguration.PublicKey, publicly.Key, IsSecret: true)] : Array.Empty<NodeFile>(),

            // After all that it names.
            new("gateway.json", GatewayConfiguration.Render(service.Generation, Routes(service, brokers, settings, shown is not null), brokers.ToDictionary(broker => broker, broker => new GatewayUpstream($"127.0.0.1:{FirstBrokerPort + broker - 1}")))),
            NodeFile.Script("start.sh", "kafka-start.sh"),
            .. IsApache(service, type) ? Apache(brokers) : [],
        ];
    }

    private static IEnumerable<NodeFile> Apache(List<int> brokers) =>
        brokers.Select(broker => new NodeFile($"broker-{broker}.properties", KafkaDistribution.Properties(broker, brokers.Count, FirstBrokerPort))).Append(NodeFile.Script("broker.sh", "kafka-broker.sh"));

    private static bool IsApache(Service service, ServiceType type) => UserConfig.Version(type, service.UserConfig) != ServiceCatalogue.KafkaForDevelopment;

    /// <summary>At which of the ports the node is to ask what clients are told, and how: those of connections that there are. One a line, with <c>sasl</c> behind it where that is asked for.</summary>
    private static IEnumerable<string> Asked(Service service, IReadOnlyList<int> brokers, JsonObject settings, bool isShown) =>
        from connection in service.PrivateLink?.Connections ?? []
        from listener in Open(KafkaListeners.PrivateLink(settings), isShown)
        from broker in brokers
        select KafkaPorts.Of(service.Port, connection.Ordinal, broker, listener) + (listener == KafkaListener.Certificate ? "\n" : " sasl\n");

    /// <summary>
    /// All that there can ever be, whether there is a connection or not: an address is never handed out, and no load balancer leads here, before the gateway
    /// knows of it, and none is forgotten before it is out of use.
    /// </summary>
    public static IEnumerable<(int Ordinal, GatewayRoute Route)> PrivateRoutes(Service service, HostNames names, IReadOnlyList<int> brokers, IReadOnlyList<GatewayAddress> at, IEnumerable<KafkaListener> listeners) =>
        from listener in listeners
        from ordinal in Enumerable.Range(1, HostNames.MostConnections)
        let host = names.PrivateLink(service.Name, service.Project, ordinal, service.PrivateLink?.Connections.Find(connection => connection.Ordinal == ordinal)?.DnsName)
        let ports = brokers.ToDictionary(broker => broker, broker => KafkaPorts.Of(service.Port, ordinal, broker, listener))
        select (ordinal, new GatewayRoute($"privatelink-{ordinal}{Suffix(listener)}", host, ports, at) { Listener = listener });

    private IEnumerable<GatewayRoute> Routes(Service service, IReadOnlyList<int> brokers, JsonObject settings, bool isShown)
    {
        var wanted = Open(KafkaListeners.Dynamic(settings), isShown).ToList();
        return PrivateRoutes(service, names, brokers, At(service), Open(KafkaListeners.PrivateLink(settings), isShown)).Select(route => route.Route)
            .Concat(wanted.Prepend(KafkaListener.Certificate).Distinct().Select(listener => DynamicRoute(service, brokers, listener, isWanted: wanted.Contains(listener))));
    }

    /// <param name="isWanted">Where not, only the node itself comes in, which asks by certificate whatever clients may do.</param>
    private GatewayRoute DynamicRoute(Service service, IReadOnlyList<int> brokers, KafkaListener listener, bool isWanted)
    {
        var ports = brokers.ToDictionary(broker => broker, broker => service.Port + KafkaPorts.Offset(listener) + broker - 1);
        return new GatewayRoute($"dynamic{Suffix(listener)}", names.Dynamic(service.Name, service.Project), ports, [new(isWanted ? "0.0.0.0" : "127.0.0.1", ProxyProtocol: false)]) { Listener = listener };
    }

    private static IEnumerable<KafkaListener> Open(IEnumerable<KafkaListener> listeners, bool isShown) => listeners.Where(listener => listener != KafkaListener.PublicSasl || isShown);

    private static string Suffix(KafkaListener listener) => listener switch { KafkaListener.Certificate => "", KafkaListener.Sasl => "-sasl", _ => "-public-sasl" };

    /// <summary>The load balancer says who connects; the node itself, which asks what clients are told, does not.</summary>
    private static IReadOnlyList<GatewayAddress> At(Service service) =>
        service.PrivateAddress is { } address ? [new("127.0.0.1", ProxyProtocol: false), new(address, ProxyProtocol: true)] : [new("127.0.0.1", ProxyProtocol: false)];

    private string Shell(ServiceType type, Service service, int brokers)
    {
        var running = type.ComponentsOf(UserConfig.Parse(service.UserConfig)).Where(component => options.Commands.ContainsKey(component.Name)).ToList();
        var isApache = IsApache(service, type);
        return $"""
            export DOTNET_ROOT='{Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."))}'
            export BOOTSTRAP_SERVERS='127.0.0.1:{FirstBrokerPort}'
            SERVER='{Path.Combine(AppContext.BaseDirectory, "Postern.Server")}'
            GATEWAY='{options.Gateway}'
            BROKERS={brokers}
            FIRST_BROKER='{(isApache ? "" : $"--first-port {FirstBrokerPort}")}'
            APACHE_BROKERS='{(isApache ? string.Join(' ', Enumerable.Range(1, brokers)) : "")}'
            DISTRIBUTION='{options.Distribution}'
            CLUSTER_ID='{KafkaDistribution.ClusterId(service.Id)}'
            GATEWAY_PORT={service.Port}
            COMPONENTS='{string.Join(' ', running.Select(component => component.Name))}'
            {string.Join('\n', running.Select(component => $"{component.Name}_PORT={service.Port + component.PortOffset}\n{component.Name}_COMMAND='{options.Commands[component.Name]}'"))}

            """;
    }
}
