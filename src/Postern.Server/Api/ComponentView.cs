using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>
/// The ways to a service. Clients take the first that fits, so the order is a promise: by component, then route (dynamic first), then connection.
/// </summary>
internal sealed record ComponentView(string Component, string Host, int Port, string Route, string Usage, string? PrivatelinkConnectionId, bool Ssl, string? Path)
{
    public static IEnumerable<ComponentView> List(Service service, ServiceType type, HostNames names) => type.Components.SelectMany(component =>
    {
        var port = service.Port + component.PortOffset;
        return Connected(service, type, component).Select(connection =>
                new ComponentView(component.Name, names.PrivateLink(service.Name, service.Project, connection.Ordinal), port, "privatelink", "primary", connection.Id, Ssl: true, Path: null))
            .Prepend(new ComponentView(component.Name, names.Dynamic(service.Name, service.Project), port, "dynamic", "primary", null, Ssl: true, Path: null));
    });

    /// <summary>The connections through which the component can be reached: it is switched on, its listener answers, and their host names are published.</summary>
    private static IEnumerable<Connection> Connected(Service service, ServiceType type, Component component) =>
        service.PrivateLink is { IsDeleting: false } link
        && link.OpenRoutes.ContainsKey(component.Name)
        && UserConfig.PrivateLinkRoutes(type, service.UserConfig, service.Port).Any(route => route.Component == component)
            ? link.Connections.Where(connection => connection.IsActive).OrderBy(connection => connection.Ordinal)
            : [];
}
