using System.Runtime.InteropServices;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Runtime;

/// <summary>Brokers for development or of Apache Kafka, and the gateway in front of them that tells each route's clients addresses which they can reach.</summary>
internal sealed class KafkaSoftware(KafkaOptions options, ServiceCatalogue catalogue, HostNames names) : INodeSoftware
{
    /// <summary>Where a broker's own, plain listener is: for its network, as brokers have one, and reached by no private endpoint. Broker 1 has the first.</summary>
    public const int FirstBrokerPort = 9092;

    public string Type => "kafka";

    public string Awaited => "Waits for the brokers to answer through their gateway.";

    public IEnumerable<NodeFile> Files(Service service, NodeRole role)
    {
        var type = catalogue.Find(Type)!;
        var brokers = Enumerable.Range(1, type.Components.Max(component => component.Brokers)).ToList();
        return
        [
            new("settings", Shell(type, service, brokers.Count)),
            new("gateway.json", GatewayConfiguration.Render(service.Generation, Routes(service, brokers), brokers.ToDictionary(broker => broker, broker => new GatewayUpstream($"127.0.0.1:{FirstBrokerPort + broker - 1}")))),
            new("ports", string.Concat(Asked(service, brokers).Select(port => $"{port}\n"))),
            new("access.crt", service.AccessCertificate!),
            new("clients.crt", AccessCertificate.All(service)),
            new("access.key", service.AccessKey!, IsSecret: true),
            NodeFile.Script("start.sh", "kafka-start.sh"),
            .. IsApache(service, type) ? Apache(brokers) : [],
        ];
    }

    private static IEnumerable<NodeFile> Apache(List<int> brokers) =>
        brokers.Select(broker => new NodeFile($"broker-{broker}.properties", KafkaDistribution.Properties(broker, brokers.Count, FirstBrokerPort))).Append(NodeFile.Script("broker.sh", "kafka-broker.sh"));

    private static bool IsApache(Service service, ServiceType type) => UserConfig.Version(type, service.UserConfig) != ServiceCatalogue.KafkaForDevelopment;

    /// <summary>At which of the ports the node is to ask what clients are told: those of connections that there are.</summary>
    private static IEnumerable<int> Asked(Service service, IReadOnlyList<int> brokers) =>
        (service.PrivateLink?.Connections ?? []).SelectMany(connection => brokers.Select(broker => KafkaPorts.Of(service.Port, connection.Ordinal, broker)));

    /// <summary>
    /// All that there can ever be, whether there is a connection or not: an address is never handed out, and no load balancer leads here, before the gateway
    /// knows of it, and none is forgotten before it is out of use.
    /// </summary>
    public static IEnumerable<GatewayRoute> PrivateRoutes(Service service, HostNames names, IReadOnlyList<int> brokers, IReadOnlyList<GatewayAddress> at) =>
        Enumerable.Range(1, HostNames.MostConnections).Select(ordinal => new GatewayRoute(
            $"privatelink-{ordinal}",
            names.PrivateLink(service.Name, service.Project, ordinal, service.PrivateLink?.Connections.Find(connection => connection.Ordinal == ordinal)?.DnsName),
            brokers.ToDictionary(broker => broker, broker => KafkaPorts.Of(service.Port, ordinal, broker)), at));

    private IEnumerable<GatewayRoute> Routes(Service service, IReadOnlyList<int> brokers) => PrivateRoutes(service, names, brokers, At(service))
        .Prepend(new GatewayRoute("dynamic", names.Dynamic(service.Name, service.Project), brokers.ToDictionary(broker => broker, broker => service.Port + broker - 1), [new("0.0.0.0", ProxyProtocol: false)]));

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
