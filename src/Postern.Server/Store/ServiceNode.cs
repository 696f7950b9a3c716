namespace Postern.Server.Store;

/// <summary>A node that runs outside Postern, as an operator registered it.</summary>
/// <param name="Name">The operator's own, unique in the service.</param>
/// <param name="Address">IPv4, as load balancers of the service's VPC reach it.</param>
/// <param name="Zone">Availability zone, where the operator says it.</param>
/// <param name="Broker">The id of the Kafka broker that it runs; null where it runs none.</param>
/// <param name="IsGateway">Whether it is a gateway in front of all brokers, rather than beside one.</param>
/// <param name="Ports">Where it serves each component, by the component's name.</param>
/// <param name="TlsName">The name in the certificate that its broker shows to the gateway; null where the two speak in the clear.</param>
internal sealed record ServiceNode(string Name, string Address, string? Zone, int? Broker, bool IsGateway, Dictionary<string, int> Ports, string? TlsName);
