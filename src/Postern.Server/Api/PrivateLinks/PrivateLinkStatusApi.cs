using Postern.Engine;
using Postern.Engine.Cloud;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>More about a PrivateLink than the contract's four keys: what AWS holds of it, what is waited for, and what was before.</summary>
internal static class PrivateLinkStatusApi
{
    private const int LongestHistory = 200;

    public static void Map(RouteGroupBuilder api, RouteGroupBuilder projects)
    {
        projects.MapGet(PrivateLinkApi.Path + "/status", ShowAsync).Needs(Permission.PrivateLinkRead);
        projects.MapGet("/{project}/privatelinks", (string project, string? search, string? waiting, string? limit, string? offset, string? endpoint_limit, ServiceRows rows, ServiceCatalogue catalogue, PrivateLinkSpecs specs, CloudRegion region, CancellationToken cancellationToken) =>
            ListAsync(project, search, waiting, limit, offset, endpoint_limit, rows, (service, most) => ToWire(service, service.PrivateLink!, catalogue, specs, region, most), cancellationToken)).Needs(Permission.PrivateLinkRead);
        api.MapGet("/privatelinks", (string? search, string? waiting, string? limit, string? offset, string? endpoint_limit, ServiceRows rows, ServiceCatalogue catalogue, PrivateLinkSpecs specs, CloudRegion region, CancellationToken cancellationToken) =>
            ListAsync(null, search, waiting, limit, offset, endpoint_limit, rows, (service, most) => new { service.Project, Privatelink = ToWire(service, service.PrivateLink!, catalogue, specs, region, most) }, cancellationToken)).Needs(Permission.CellsRead);
        projects.MapGet(PrivateLinkApi.Path + "/history", async (string project, string service, ServiceRows services, PrivateLinkRows rows, CancellationToken cancellationToken) =>
            await services.FindAsync(project, service, cancellationToken) is { } found
                ? ApiJson.Ok(new { History = (await rows.HistoryAsync(found, LongestHistory, cancellationToken)).Select(ToWire) })
                : ApiError.NoSuchService).Needs(Permission.PrivateLinkRead);
    }

    private static async Task<IResult> ShowAsync(string project, string service, string? endpoint_limit, ServiceRows rows, ServiceCatalogue catalogue, PrivateLinkSpecs specs, CloudRegion region, CancellationToken cancellationToken)
    {
        if (PageQuery.Read(null, null, out var page, (nameof(endpoint_limit), endpoint_limit)) is { } mistake)
        {
            return mistake;
        }

        return await rows.FindAsync(project, service, cancellationToken) switch
        {
            null => ApiError.NoSuchService,
            { PrivateLink: { } link } found => ApiJson.Ok(ToWire(found, link, catalogue, specs, region, page.Within)),
            _ => PrivateLinkApi.None,
        };
    }

    private static async Task<IResult> ListAsync(
        string? project, string? search, string? waiting, string? limit, string? offset, string? endpoint_limit, ServiceRows rows, Func<Service, int?, object> toWire, CancellationToken cancellationToken)
    {
        if (PageQuery.Read(limit, offset, out var page, (nameof(endpoint_limit), endpoint_limit)) is { } mistake)
        {
            return mistake;
        }

        var filter = new ServiceFilter(project) { AreLinked = true, AreWaitedFor = waiting == "true", Word = search?.Trim(), Offset = page.Offset, Limit = page.Limit };
        var found = await rows.PageAsync(filter, cancellationToken);
        return ApiJson.Ok(new { Privatelinks = found.Services.Select(service => toWire(service, page.Within)), Total = found.Total });
    }

    private static object ToWire(Service service, PrivateLink link, ServiceCatalogue catalogue, PrivateLinkSpecs specs, CloudRegion region, int? mostEndpoints)
    {
        var (endpoints, usual) = (EndpointView.List(link), UsualTimes.In(region.IsLocal));
        return new
        {
            ServiceName = service.Name,
            State = link.State,
            Version = PrivateLinkVersion.Of(link),
            link.Reason,
            link.IsRefused,
            IsCurrent = link.Status.Generation == link.Generation,
            CreateTime = link.CreatedAt,
            SeenAt = link.LookedAt > link.Status.SeenAt ? link.LookedAt : link.Status.SeenAt,
            NextAttemptAt = link.DueAt < link.UpdatedAt ? link.UpdatedAt : link.DueAt,
            link.Failures,
            link.AwsServiceId,
            link.AwsServiceName,
            link.AcceptanceRequired,
            link.MaxEndpoints,
            EffectiveMaxEndpoints = specs.MostEndpoints(link, service),
            PendingRepairs = Repairs(link).Select(repair => new { repair.Id, repair.Reason }),
            Principals = link.Principals.Union(link.Status.Principals).Select(arn => new { Principal = arn, IsWished = link.Principals.Contains(arn), IsAllowedByAws = link.Status.Principals.Contains(arn) }),
            EndpointCounts = EndpointView.Counts(endpoints),
            Endpoints = endpoints.Take(mostEndpoints ?? endpoints.Count),
            UsualSeconds = new { EndpointService = (usual.LoadBalancer + usual.EndpointService).TotalSeconds, Targets = usual.Targets.TotalSeconds },
            Routes = ServiceRoutes.Of(service, catalogue.Find(service.Type)!, link.Connections.Select(c => c.Ordinal)).Select(route => ToWire(Route(link, route.Component.Name, route.Port))),
        };
    }

    /// <summary>Those that an operator has not approved yet.</summary>
    public static IEnumerable<RepairStatus> Repairs(PrivateLink link) => (link.Status.Repairs ?? []).Where(repair => !link.ApprovedRepairs.Contains(repair.Id));

    /// <summary>What was seen of a component that is switched on; nothing yet where that was after the last look.</summary>
    private static RouteStatus Route(PrivateLink link, string component, int port) =>
        link.Status.Routes.FirstOrDefault(route => route.Component == component && route.Port == port) ?? new RouteStatus(component, port, "pending", 0, 0);

    private static object ToWire(RouteStatus route) => new { route.Component, route.Port, route.State, route.HealthyTargets, route.Targets, Nodes = (route.Nodes ?? []).Select(n => new { n.Address, n.State }) };

    private static object ToWire(PrivateLinkStep step) => new { step.PrivateLinkId, step.State, step.Reason, StartTime = step.StartedAt, EndTime = step.EndedAt };
}
