using Postern.Server.Catalogue;

namespace Postern.Server.Api;

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
        projects.MapGet("/{project}/service-types", (ServiceCatalogue catalogue, Cloud cloud) => ApiJson.Ok(catalogue.All.ToDictionary(t => t.Name, t => WithPlans(t, cloud)))).Needs(Permission.ProjectRead);
        projects.MapGet("/{project}/service-types/{type}", (string type, ServiceCatalogue catalogue) =>
            catalogue.Find(type) is { } found ? ApiJson.Ok(ToWire(found)) : NoSuchType(type)).Needs(Permission.ProjectRead);
        projects.MapGet("/{project}/service-types/{type}/plans", (string type, ServiceCatalogue catalogue, Cloud cloud) =>
            catalogue.Find(type) is { } found ? ApiJson.Ok(new { ServicePlans = found.Plans.Select(p => ToWire(found, p, cloud)) }) : NoSuchType(type)).Needs(Permission.ProjectRead);
        projects.MapGet("/{project}/service-types/{type}/plans/{plan}", (string type, string plan, ServiceCatalogue catalogue) =>
            catalogue.Find(type) is not { } found ? NoSuchType(type)
            : found.FindPlan(plan) is not { } wanted ? new ApiError(StatusCodes.Status404NotFound, "plan_not_found", $"Plan '{plan}' is not offered")
            : ApiJson.Ok(new
            {
                ServiceType = found.Name, ServicePlan = wanted.Name, wanted.NodeCount, wanted.DiskSpaceMb, DiskSpaceCapMb = wanted.DiskSpaceMb, DiskSpaceStepMb = (int?)null, BackupConfig = Backups,
            })).Needs(Permission.ProjectRead);
    }

    private static object Backups => new { Interval = 24, MaxCount = 1, RecoveryMode = "basic" };

    private static IResult Wrapped(ServiceCatalogue catalogue, Cloud cloud) => ApiJson.Ok(new { ServiceTypes = catalogue.All.ToDictionary(t => t.Name, t => WithPlans(t, cloud)) });

    private static IResult Versions(ServiceCatalogue catalogue) => ApiJson.Ok(new
    {
        ServiceVersions = catalogue.All.SelectMany(type => type.Versions.Select(version => new
        {
            ServiceType = type.Name, MajorVersion = version, State = "available", AivenEndOfLifeTime = (string?)null, UpstreamEndOfLifeTime = (string?)null,
            AvailabilityStartTime = (string?)null, AvailabilityEndTime = (string?)null, TerminationTime = (string?)null, EndOfLifeHelpArticleUrl = (string?)null,
        })),
    });

    private static ApiError NoSuchType(string type) => new(StatusCodes.Status404NotFound, "service_type_not_found", $"Service type '{type}' is not offered");

    private static object ToWire(ServiceType type) => new { type.Description, type.DefaultVersion, LatestAvailableVersion = type.DefaultVersion, type.UserConfigSchema };

    private static object WithPlans(ServiceType type, Cloud cloud) => new
    {
        type.Description, type.DefaultVersion, LatestAvailableVersion = type.DefaultVersion, type.UserConfigSchema, ServicePlans = type.Plans.Select(p => ToWire(type, p, cloud)),
    };

    private static object ToWire(ServiceType type, Plan plan, Cloud cloud) => new
    {
        ServiceType = type.Name, ServicePlan = plan.Name, plan.NodeCount, MaxMemoryPercent = (int?)null, BackupConfig = Backups,
        Regions = new Dictionary<string, object>
        {
            [cloud.Name] = new { PriceUsd = "0.0000", plan.NodeCpuCount, plan.NodeMemoryMb, plan.DiskSpaceMb, DiskSpaceCapMb = plan.DiskSpaceMb },
        },
    };
}
