using System.Net;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>Which ways into a service there are, and which nodes each leads to.</summary>
internal static class ServiceRoutes
{
    /// <param name="ordinals">Of the connections that there are.</param>
    public static IReadOnlyList<ComponentRoute> Of(Service service, ServiceType type, IEnumerable<int> ordinals) =>
        PrivateLinkRoutes.Of(type, service.UserConfig, service.Port, ordinals, Brokers(service, type));

    /// <summary>Those of all components that the service has, switched on or not, for a first connection.</summary>
    public static IReadOnlyList<ComponentRoute> All(Service service, ServiceType type) =>
        PrivateLinkRoutes.All(type, service.UserConfig, service.Port, Brokers(service, type));

    /// <summary>None while the service has no node, and none for a component that none of its nodes serves.</summary>
    public static IReadOnlyList<IPEndPoint> Targets(Service service, ServiceType type, ComponentRoute route)
    {
        if (!type.IsRegistered(service.UserConfig))
        {
            return IPAddress.TryParse(service.PrivateAddress, out var address) ? [new IPEndPoint(address, route.Port)] : [];
        }

        // Gateways listen at the route's own port; all else where its operator says.
        return [.. service.Placed.Where(node => route.Broker is null ? node.Ports.ContainsKey(route.Component.Name) : IsBehind(service, node, route.Broker.Value))
            .Select(node => new IPEndPoint(IPAddress.Parse(node.Address), route.Broker is null ? node.Ports[route.Component.Name] : route.Port))];
    }

    /// <summary>Where the service's network reaches a component, registered nodes being what they are.</summary>
    /// <param name="listener">How Kafka's clients sign in there.</param>
    public static IReadOnlyList<int> DynamicPorts(Service service, ServiceType type, Component component, KafkaListener listener = KafkaListener.Certificate) => type.IsRegistered(service.UserConfig)
        ? RegisteredPort(component, listener) is { } key ? [.. service.Nodes.Where(node => node.Ports.ContainsKey(key)).Select(node => node.Ports[key]).Distinct().Order()] : []
        : [.. Enumerable.Range(service.Port + component.PortOffset + KafkaPorts.Offset(listener), Math.Max(1, component.Brokers))];

    /// <summary>The broker that clients on the service's network reach at one of <see cref="DynamicPorts"/>; null where it is not one alone.</summary>
    public static int? DynamicBroker(Service service, ServiceType type, Component component, int port, KafkaListener listener)
    {
        if (!type.IsRegistered(service.UserConfig))
        {
            return component.Brokers > 0 ? port - service.Port - component.PortOffset - KafkaPorts.Offset(listener) + 1 : null;
        }

        return service.Nodes.Where(node => RegisteredPort(component, listener) is { } key && node.Ports.TryGetValue(key, out var at) && at == port).ToList() is [var only] ? only.Broker : null;
    }

    /// <summary>On their own network clients reach the brokers themselves, which sign them in or do not; there is no gateway there.</summary>
    private static string? RegisteredPort(Component component, KafkaListener listener) => listener switch
    {
        KafkaListener.Certificate => component.Name,
        KafkaListener.Sasl => KafkaListeners.OwnSaslPort,
        _ => null,
    };

    private static bool IsBehind(Service service, ServiceNode node, int broker) => service.Placed.Exists(other => other.IsGateway) ? node.IsGateway : node.Broker == broker;

    private static IReadOnlyList<int>? Brokers(Service service, ServiceType type) =>
        type.IsRegistered(service.UserConfig) ? [.. service.Placed.Select(node => node.Broker).OfType<int>().Order()] : null;
}
