using Postern.Engine;
using Postern.Engine.Cloud;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>More about a PrivateLink than the contract's four keys: what AWS holds of it, what is waited for, and what was before.</summary>
internal static class PrivateLinkStatusApi
{
    private const int LongestHistory = 200;

    public static void Map(RouteGroupBuilder api, RouteGroupBuilder projects)
    {
        projects.MapGet(PrivateLinkApi.Path + "/status", async (string project, string service, ServiceRows rows, ServiceCatalogue catalogue, CloudRegion region, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, service, cancellationToken) switch
            {
                null => ApiError.NoSuchService,
                { PrivateLink: { } link } found => ApiJson.Ok(ToWire(found, link, catalogue, region)),
                _ => PrivateLinkApi.None,
            }).Needs(Permission.PrivateLinkRead);
        projects.MapGet("/{project}/privatelinks", (string project, string? search, string? waiting, string? limit, string? offset, ServiceRows rows, ServiceCatalogue catalogue, CloudRegion region, CancellationToken cancellationToken) =>
            ListAsync(project, search, waiting, limit, offset, rows, service => ToWire(service, service.PrivateLink!, catalogue, region), cancellationToken)).Needs(Permission.PrivateLinkRead);
        api.MapGet("/privatelinks", (string? search, string? waiting, string? limit, string? offset, ServiceRows rows, ServiceCatalogue catalogue, CloudRegion region, CancellationToken cancellationToken) =>
            ListAsync(null, search, waiting, limit, offset, rows, service => new { service.Project, Privatelink = ToWire(service, service.PrivateLink!, catalogue, region) }, cancellationToken)).Needs(Permission.CellsRead);
        projects.MapGet(PrivateLinkApi.Path + "/history", async (string project, string service, ServiceRows services, PrivateLinkRows rows, CancellationToken cancellationToken) =>
            await services.FindAsync(project, service, cancellationToken) is { } found
                ? ApiJson.Ok(new { History = (await rows.HistoryAsync(found, LongestHistory, cancellationToken)).Select(ToWire) })
                : ApiError.NoSuchService).Needs(Permission.PrivateLinkRead);
    }

    private static async Task<IResult> ListAsync(
        string? project, string? search, string? waiting, string? limit, string? offset, ServiceRows rows, Func<Service, object> toWire, CancellationToken cancellationToken)
    {
        if (PageQuery.Read(limit, offset, out var page) is { } mistake)
        {
            return mistake;
        }

        var filter = new ServiceFilter(project) { AreLinked = true, AreWaitedFor = waiting == "true", Word = search?.Trim(), Offset = page.Offset, Limit = page.Limit };
        var found = await rows.PageAsync(filter, cancellationToken);
        return ApiJson.Ok(new { Privatelinks = found.Services.Select(toWire), Total = found.Total });
    }

    private static object ToWire(Service service, PrivateLink link, ServiceCatalogue catalogue, CloudRegion region)
    {
        var (accounts, usual) = (PrincipalList.Accounts(link.Principals), UsualTimes.In(region.IsLocal));
        return new
        {
            ServiceName = service.Name,
            State = PrivateLinkApi.State(link),
            Version = PrivateLinkVersion.Of(link),
            link.Reason,
            link.IsRefused,
            IsCurrent = link.Status.Generation == link.Generation,
            CreateTime = link.CreatedAt,
            link.Status.SeenAt,
            NextAttemptAt = link.DueAt < link.UpdatedAt ? link.UpdatedAt : link.DueAt,
            link.Failures,
            link.AwsServiceId,
            link.AwsServiceName,
            link.AcceptanceRequired,
            link.MaxEndpoints,
            PendingRepairs = Repairs(link).Select(repair => new { repair.Id, repair.Reason }),
            Principals = link.Principals.Union(link.Status.Principals).Select(arn => new { Principal = arn, IsWished = link.Principals.Contains(arn), IsAllowedByAws = link.Status.Principals.Contains(arn) }),
            Endpoints = link.Status.Endpoints.Select(endpoint => new
            {
                VpcEndpointId = endpoint.EndpointId, endpoint.OwnerAccount, endpoint.State, CreateTime = endpoint.CreatedAt, Zones = endpoint.Zones ?? [],
                PrivatelinkConnectionId = Connection(link, endpoint)?.Id,
                Connection(link, endpoint)?.DnsName,
                IsActive = Connection(link, endpoint)?.IsActive == true,
                IsAllowed = accounts.Contains(endpoint.OwnerAccount),
                Decision = Decision(link, endpoint),
            }),
            UsualSeconds = new { EndpointService = (usual.LoadBalancer + usual.EndpointService).TotalSeconds, Targets = usual.Targets.TotalSeconds },
            Routes = ServiceRoutes.Of(service, catalogue.Find(service.Type)!, link.Connections.Select(c => c.Ordinal)).Select(route => ToWire(Route(link, route.Component.Name, route.Port))),
        };
    }

    /// <summary>Those that an operator has not approved yet.</summary>
    public static IEnumerable<RepairStatus> Repairs(PrivateLink link) => (link.Status.Repairs ?? []).Where(repair => !link.ApprovedRepairs.Contains(repair.Id));

    private static Connection? Connection(PrivateLink link, EndpointStatus endpoint) => link.Connections.Find(c => c.EndpointId == endpoint.EndpointId);

    /// <summary>What was seen of a component that is switched on; nothing yet where that was after the last look.</summary>
    private static RouteStatus Route(PrivateLink link, string component, int port) =>
        link.Status.Routes.FirstOrDefault(route => route.Component == component && route.Port == port) ?? new RouteStatus(component, port, "pending", 0, 0);

    private static string? Decision(PrivateLink link, EndpointStatus endpoint) =>
        link.Decisions.TryGetValue(endpoint.EndpointId, out var isAccepted) || link.Decisions.TryGetValue(endpoint.OwnerAccount, out isAccepted) ? isAccepted ? "accepted" : "rejected" : null;

    private static object ToWire(RouteStatus route) => new { route.Component, route.Port, route.State, route.HealthyTargets, route.Targets, Nodes = (route.Nodes ?? []).Select(n => new { n.Address, n.State }) };

    private static object ToWire(PrivateLinkStep step) => new { step.PrivateLinkId, step.State, step.Reason, StartTime = step.StartedAt, EndTime = step.EndedAt };
}
