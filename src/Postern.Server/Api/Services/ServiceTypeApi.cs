using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Runtime.Nodes;

namespace Postern.Server.Api.Services;

/// <summary>The catalogue. Older clients ask for <c>service_types</c>, newer ones for <c>service-types</c>.</summary>
internal static class ServiceTypeApi
{
    public static void MapAll(RouteGroupBuilder api)
    {
        api.MapGet("/service_types", Wrapped).Needs(Permission.SignedIn);
        api.MapGet("/service_versions", Versions).Needs(Permission.SignedIn);
        api.MapGet("/account/{account}/service_versions", Versions).Needs(Permission.SignedIn);
    }

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet("/{project}/service_types", Wrapped).Needs(Permission.ProjectRead);
        projects.MapGet("/{project}/service-types", (ServiceCatalogue catalogue, Cloud cloud, NodesOptions nodes) => ApiJson.Ok(catalogue.All.ToDictionary(t => t.Name, t => WithPlans(t, cloud, nodes)))).Needs(Permission.ProjectRead);
        projects.MapGet("/{project}/service-types/{type}", (string type, ServiceCatalogue catalogue) =>
            catalogue.Find(type) is { } found ? ApiJson.Ok(ToWire(found)) : NoSuchType(type)).Needs(Permission.ProjectRead);
        projects.MapGet("/{project}/service-types/{type}/plans", (string type, ServiceCatalogue catalogue, Cloud cloud, NodesOptions nodes) =>
            catalogue.Find(type) is { } found ? ApiJson.Ok(new { ServicePlans = found.Plans.Select(p => ToWire(found, p, cloud, nodes)) }) : NoSuchType(type)).Needs(Permission.ProjectRead);
        projects.MapGet("/{project}/service-types/{type}/plans/{plan}", (string type, string plan, ServiceCatalogue catalogue, NodesOptions nodes) =>
            catalogue.Find(type) is not { } found ? NoSuchType(type)
            : found.FindPlan(plan) is not { } wanted ? NoSuchPlan(plan)
            : ApiJson.Ok(new
            {
                ServiceType = found.Name, ServicePlan = wanted.Name, wanted.NodeCount, wanted.DiskSpaceMb, DiskSpaceCapMb = wanted.DiskSpaceMb, DiskSpaceStepMb = (int?)null, BackupConfig = Backups(wanted, nodes),
            })).Needs(Permission.ProjectRead);
        projects.MapGet("/{project}/pricing/service-types/{type}/plans/{plan}/clouds/{cloud}", (string type, string plan, string cloud, ServiceCatalogue catalogue, Cloud here) =>
            catalogue.Find(type) is not { } found ? NoSuchType(type)
            : found.FindPlan(plan) is null ? NoSuchPlan(plan)
            : cloud != here.Name ? new ApiError(StatusCodes.Status404NotFound, "cloud_not_found", $"Cloud '{cloud}' is not offered")
            : ApiJson.Ok(new { BasePriceUsd = Price, ExtraDiskPricePerGbUsd = (string?)null })).Needs(Permission.ProjectRead);
    }

    /// <summary>Nothing is charged for a service here.</summary>
    private const string Price = "0.0000";

    private static object Backups(Plan plan, NodesOptions nodes) => new { Interval = (int)Math.Max(1, Math.Round(nodes.BackupEvery.TotalHours)), MaxCount = plan.BackupsKept, RecoveryMode = "basic" };

    private static IResult Wrapped(ServiceCatalogue catalogue, Cloud cloud, NodesOptions nodes) => ApiJson.Ok(new { ServiceTypes = catalogue.All.ToDictionary(t => t.Name, t => WithPlans(t, cloud, nodes)) });

    private static IResult Versions(ServiceCatalogue catalogue) => ApiJson.Ok(new
    {
        ServiceVersions = catalogue.All.SelectMany(type => type.Versions.Select(version => new
        {
            ServiceType = type.Name, MajorVersion = version, State = "available", AivenEndOfLifeTime = (string?)null, UpstreamEndOfLifeTime = (string?)null,
            AvailabilityStartTime = (string?)null, AvailabilityEndTime = (string?)null, TerminationTime = (string?)null, EndOfLifeHelpArticleUrl = (string?)null,
        })),
    });

    private static ApiError NoSuchType(string type) => new(StatusCodes.Status404NotFound, "service_type_not_found", $"Service type '{type}' is not offered");

    private static ApiError NoSuchPlan(string plan) => new(StatusCodes.Status404NotFound, "plan_not_found", $"Plan '{plan}' is not offered");

    private static object ToWire(ServiceType type) => new { type.Description, type.DefaultVersion, LatestAvailableVersion = type.DefaultVersion, type.UserConfigSchema };

    private static object WithPlans(ServiceType type, Cloud cloud, NodesOptions nodes) => new
    {
        type.Description, type.DefaultVersion, LatestAvailableVersion = type.DefaultVersion, type.UserConfigSchema, ServicePlans = type.Plans.Select(p => ToWire(type, p, cloud, nodes)),
    };

    private static object ToWire(ServiceType type, Plan plan, Cloud cloud, NodesOptions nodes) => new
    {
        ServiceType = type.Name, ServicePlan = plan.Name, plan.NodeCount, MaxMemoryPercent = (int?)null, BackupConfig = Backups(plan, nodes),
        Regions = new Dictionary<string, object>
        {
            [cloud.Name] = new { PriceUsd = Price, plan.NodeCpuCount, plan.NodeMemoryMb, plan.DiskSpaceMb, DiskSpaceCapMb = plan.DiskSpaceMb },
        },
    };
}
