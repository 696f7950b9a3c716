using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>
/// <c>…/privatelink/aws/progress</c>, an addition to the contract: what is waited for, which components answer, who is connected, and what was done when.
/// </summary>
internal static class PrivateLinkProgressApi
{
    private const int MostSteps = 200;

    public static void Map(RouteGroupBuilder projects) => projects.MapGet("/{project}/service/{service}/privatelink/aws/progress",
        async (string project, string service, ServiceRows rows, ProjectRows history, ServiceCatalogue catalogue, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, service, cancellationToken) switch
            {
                null => ApiError.NoSuchService,
                { PrivateLink: { } link } found => ApiJson.Ok(ToWire(
                    found, link, catalogue.Find(found.Type)!, await history.EventsOfAsync(project, service, link.CreatedAt, MostSteps, cancellationToken))),
                _ => PrivateLinkApi.None,
            }).Needs(Permission.PrivateLinkRead);

    private static object ToWire(Service service, PrivateLink link, ServiceType type, IReadOnlyList<Event> steps) => new
    {
        link.Reason, Refused = link.IsRefused, CreateTime = link.CreatedAt,
        Components = UserConfig.PrivateLinkRoutes(type, service.UserConfig, service.Port)
            .Select(route => new { Component = route.Component.Name, route.Port, Open = link.OpenRoutes.ContainsKey(route.Component.Name) }),
        Connections = link.Connections.OrderBy(c => c.Ordinal).Select(c => new
        {
            PrivatelinkConnectionId = c.Id, VpcEndpointId = c.EndpointId, Account = c.OwnerAccount, c.Ordinal, ConnectTime = c.CreatedAt,
        }),
        Steps = steps.Select(e => new { e.Time, e.Actor, Type = e.Type, e.Description }),
    };
}
