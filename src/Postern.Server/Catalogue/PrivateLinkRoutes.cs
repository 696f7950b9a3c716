using System.Text.Json.Nodes;

namespace Postern.Server.Catalogue;

/// <summary>One listener port of a PrivateLink.</summary>
/// <param name="Ordinal">The connection that it is for; null where it is for all of them.</param>
/// <param name="Broker">The broker that it leads to; null for a component that any node answers for.</param>
/// <param name="Listener">How its clients sign in, where it leads to a broker.</param>
internal sealed record ComponentRoute(Component Component, int Port, int? Ordinal = null, int? Broker = null, KafkaListener Listener = KafkaListener.Certificate);

/// <summary>Which ways into a service a PrivateLink has. Pure.</summary>
internal static class PrivateLinkRoutes
{
    /// <summary>Those of the components that the service has and that the user switched on.</summary>
    /// <param name="ordinals">Of the connections that there are. The first always has its ports, so that they are healthy when it comes.</param>
    /// <param name="brokers">Ids of those that were registered; null for those that Postern runs.</param>
    public static IReadOnlyList<ComponentRoute> Of(ServiceType type, string settings, int servicePort, IEnumerable<int> ordinals, IReadOnlyList<int>? brokers = null)
    {
        var wish = UserConfig.Parse(settings);
        var access = wish["privatelink_access"] as JsonObject;
        var connections = ordinals.Append(1).Distinct().Order().ToList();
        return [.. type.ComponentsOf(wish).Where(component => access?[component.Name]?.GetValue<bool>() == true).SelectMany(component => Of(component, servicePort, connections, brokers, KafkaListeners.PrivateLink(wish)))];
    }

    /// <summary>Those of all components that the service has, switched on or not, for a first connection.</summary>
    public static IReadOnlyList<ComponentRoute> All(ServiceType type, string settings, int servicePort, IReadOnlyList<int>? brokers = null)
    {
        var wish = UserConfig.Parse(settings);
        return [.. type.ComponentsOf(wish).SelectMany(component => Of(component, servicePort, [1], brokers, KafkaListeners.PrivateLink(wish)))];
    }

    /// <summary>What a load balancer that listens at these ports has of the component switched on; empty where nothing.</summary>
    public static IReadOnlySet<KafkaListener> Listening(Component component, int servicePort, IReadOnlyList<int> ports) =>
        Of(component, servicePort, [1], [.. Enumerable.Range(1, KafkaPorts.MostBrokers)], Enum.GetValues<KafkaListener>()).Where(route => ports.Contains(route.Port)).Select(route => route.Listener).ToHashSet();

    private static IEnumerable<ComponentRoute> Of(Component component, int servicePort, IEnumerable<int> ordinals, IReadOnlyList<int>? brokers, IReadOnlyList<KafkaListener> listeners) => component.Brokers == 0
        ? [new ComponentRoute(component, servicePort + component.PortOffset)]
        : listeners.SelectMany(listener => ordinals.SelectMany(ordinal => (brokers ?? [.. Enumerable.Range(1, component.Brokers)])
            .Select(broker => new ComponentRoute(component, KafkaPorts.Of(servicePort, ordinal, broker, listener), ordinal, broker, listener))));
}
