using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>The PrivateLink of a service. Each verb changes the wish only; the loop does the rest.</summary>
internal static class PrivateLinkApi
{
    public const string Path = "/{project}/service/{service}/privatelink/aws";

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet(Path, async (HttpContext http, string project, string service, ServiceRows rows, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, service, cancellationToken) switch
            {
                null => ApiError.NoSuchService,
                { PrivateLink: { } link } => Shown(http, link),
                _ => None,
            }).Needs(Permission.PrivateLinkRead);
        projects.MapPost(Path, CreateAsync).Needs(Permission.PrivateLinkWrite);
        projects.MapPut(Path, UpdateAsync).Needs(Permission.PrivateLinkWrite);
        projects.MapDelete(Path, async (HttpContext http, string project, string service, Caller caller, PrivateLinkRows rows, CancellationToken cancellationToken) =>
            Answer(http, await rows.DeleteAsync(project, service, caller.Email, cancellationToken), service)).Needs(Permission.PrivateLinkWrite);
        projects.MapPost(Path + "/refresh", async (string project, string service, PrivateLinkRows rows, CancellationToken cancellationToken) =>
        {
            var (refusal, _) = await rows.RefreshAsync(project, service, cancellationToken);
            return Refused(refusal, service) as IResult ?? ApiJson.Message("refreshed");
        }).Needs(Permission.PrivateLinkWrite);
    }

    public static ApiError NotInVpc(string service) => ApiError.BadRequest($"Service {service} is not in a project VPC, and PrivateLink needs one: move it with project_vpc_id");

    public static ApiError None => new(StatusCodes.Status404NotFound, "privatelink_not_found", "PrivateLink does not exist for this service");

    private static async Task<IResult> CreateAsync(HttpContext http, string project, string service, Caller caller, RequestBody body, PrivateLinkRows rows, CancellationToken cancellationToken)
    {
        var principals = PrincipalList.ReadAll(body, body.OptionalTexts("principals") ?? []);
        return body.Error as IResult ?? Answer(http, await rows.CreateAsync(project, service, principals, caller.Email, cancellationToken), service);
    }

    private static async Task<IResult> UpdateAsync(HttpContext http, string project, string service, Caller caller, RequestBody body, PrivateLinkRows rows, CancellationToken cancellationToken)
    {
        // Null is refused, as an empty list is; only a body that asks for something else may leave the list out.
        var given = body.OptionalTexts("principals");
        var keeps = given is null && !body.Has("principals") && body.Has("supported_regions");
        var principals = keeps ? null : PrincipalList.ReadAll(body, given ?? []);
        var rejects = body.OptionalFlag("reject_connections") ?? false;
        return body.Error as IResult ?? Answer(http, await rows.UpdateAsync(
            project, service, link => principals is null ? (PrivateLinkRefusal.None, null) : PrincipalList.Replace(link, principals, rejects), IfMatch.VersionOf(http.Request), caller.Email, cancellationToken), service);
    }

    public static IResult Answer(HttpContext http, (PrivateLinkRefusal Refusal, PrivateLink? Link) outcome, string service) =>
        Refused(outcome.Refusal, service) as IResult ?? Shown(http, outcome.Link!);

    private static IResult Shown(HttpContext http, PrivateLink link)
    {
        IfMatch.Tell(http.Response, PrivateLinkVersion.Of(link));
        return ApiJson.Ok(ToWire(link));
    }

    private static ApiError? Refused(PrivateLinkRefusal refusal, string service) => refusal switch
    {
        PrivateLinkRefusal.None => null,
        PrivateLinkRefusal.ServiceNotFound => ApiError.NoSuchService,
        PrivateLinkRefusal.NotFound => None,
        PrivateLinkRefusal.NotInVpc => NotInVpc(service),
        PrivateLinkRefusal.Exists => ApiError.Conflict($"PrivateLink of service {service} already exists"),
        PrivateLinkRefusal.Stale => IfMatch.Stale($"The PrivateLink of service {service} was"),
        PrivateLinkRefusal.Principals => ApiError.BadRequest("principals would be empty, or more than 16. A PrivateLink has 1 to 16; delete it if nobody should connect"),
        PrivateLinkRefusal.NothingToRepair => ApiError.Conflict($"No repair of the PrivateLink of service {service} waits for approval"),
        PrivateLinkRefusal.Deleting => ApiError.Conflict($"PrivateLink of service {service} is being deleted: wait until it is gone"),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };

    /// <summary>These four keys and no other: clients show each key as a column.</summary>
    private static object ToWire(PrivateLink link) => new
    {
        link.AwsServiceId, link.AwsServiceName, link.Principals, link.State,
    };
}
