using System.Text.Json.Serialization;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>
/// The ways to a service. Clients take the first that fits, so the order is a promise: by component, then route (dynamic first), then usage (primary first), then how Kafka's clients sign in (certificate, SASL, SASL behind a public certificate), then connection, then broker.
/// </summary>
internal sealed record ComponentView(string Component, string Host, int Port, string Route, string Usage, string? PrivatelinkConnectionId, bool Ssl, string? Path)
{
    /// <summary>The broker that answers there; null where any node does, or where several brokers share the address.</summary>
    [JsonIgnore]
    public int? Broker { get; init; }

    /// <summary>Only Kafka has it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KafkaAuthenticationMethod { get; init; }

    /// <summary>Only Kafka has it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KafkaSslCa { get; init; }

    public static IEnumerable<ComponentView> List(Service service, ServiceType type, HostNames names, ConnectionPart? part = null)
    {
        var settings = UserConfig.Parse(service.UserConfig);
        var connections = service.PrivateLink is { IsDeleting: false } link ? (part ?? ConnectionPart.All).Of(link.Connections.Where(connection => connection.IsActive).OrderBy(connection => connection.Ordinal)).ToList() : [];
        var wished = ServiceRoutes.Of(service, type, connections.Select(connection => connection.Ordinal)).Where(route => service.PrivateLink?.OpenRoutes.ContainsValue(route.Port) == true).ToList();
        return type.ComponentsOf(settings).SelectMany(component => Dynamic(service, type, component, names, KafkaListeners.Dynamic(settings)).Concat(
            from route in wished
            where route.Component == component
            group route by route.Listener into same
            from connection in connections
            from route in same
            where (route.Ordinal ?? connection.Ordinal) == connection.Ordinal
            select Of(service, type, component, names.PrivateLink(service.Name, service.Project, connection.Ordinal, connection.DnsName), route.Port, "privatelink", connection.Id, route.Listener) with { Broker = route.Broker }));
    }

    private static IEnumerable<ComponentView> Dynamic(Service service, ServiceType type, Component component, HostNames names, IReadOnlyList<KafkaListener> listeners) =>
        [
            .. from listener in component.Brokers > 0 ? listeners : [KafkaListener.Certificate]
               from port in ServiceRoutes.DynamicPorts(service, type, component, listener)
               select Of(service, type, component, names.Dynamic(service.Name, service.Project), port, "dynamic", null, listener) with { Broker = ServiceRoutes.DynamicBroker(service, type, component, port, listener) },
            .. component == type.Components[0] && service.Standby is { PublishedAddress: not null } ? [Of(service, type, component, names.Replica(service.Name, service.Project), service.Port, "dynamic", null) with { Usage = "replica" }] : Array.Empty<ComponentView>(),
        ];

    private static ComponentView Of(Service service, ServiceType type, Component component, string host, int port, string route, string? connectionId, KafkaListener listener = KafkaListener.Certificate)
    {
        var view = new ComponentView(component.Name, host, port, route, "primary", connectionId, Ssl: component.Option is null || type.IsRegistered(service.UserConfig), Path: null);
        return component.Brokers > 0 ? view with { KafkaAuthenticationMethod = KafkaListeners.Method(listener), KafkaSslCa = KafkaListeners.Authority(listener) } : view;
    }
}
