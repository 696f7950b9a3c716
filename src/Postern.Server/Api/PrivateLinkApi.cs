using Postern.Engine.Stacks;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>The PrivateLink of a service. Each verb changes the wish only; the loop does the rest.</summary>
internal static class PrivateLinkApi
{
    private const string Path = "/{project}/service/{service}/privatelink/aws";
    private const int MostPrincipals = 16;

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet(Path, async (string project, string service, ServiceRows rows, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, service, cancellationToken) switch
            {
                null => ApiError.NoSuchService,
                { PrivateLink: { } link } => ApiJson.Ok(ToWire(link)),
                _ => None,
            }).Needs(Permission.PrivateLinkRead);
        projects.MapPost(Path, CreateAsync).Needs(Permission.PrivateLinkWrite);
        projects.MapPut(Path, UpdateAsync).Needs(Permission.PrivateLinkWrite);
        projects.MapDelete(Path, async (string project, string service, Caller caller, PrivateLinkRows rows, CancellationToken cancellationToken) =>
            Answer(await rows.DeleteAsync(project, service, caller.Email, cancellationToken), service)).Needs(Permission.PrivateLinkWrite);
        projects.MapPost(Path + "/refresh", async (string project, string service, PrivateLinkRows rows, CancellationToken cancellationToken) =>
        {
            var (refusal, _) = await rows.RefreshAsync(project, service, cancellationToken);
            return Refused(refusal, service) as IResult ?? ApiJson.Message("refreshed");
        }).Needs(Permission.PrivateLinkWrite);
    }

    public static ApiError None => new(StatusCodes.Status404NotFound, "privatelink_not_found", "PrivateLink does not exist for this service");

    private static async Task<IResult> CreateAsync(string project, string service, Caller caller, RequestBody body, PrivateLinkRows rows, CancellationToken cancellationToken)
    {
        var principals = Principals(body, body.OptionalTexts("principals") ?? []);
        return body.Error as IResult ?? Answer(await rows.CreateAsync(project, service, principals, caller.Email, cancellationToken), service);
    }

    private static async Task<IResult> UpdateAsync(string project, string service, Caller caller, RequestBody body, PrivateLinkRows rows, CancellationToken cancellationToken)
    {
        // Null is refused, as an empty list is; only a body that asks for something else may leave the list out.
        var given = body.OptionalTexts("principals");
        var keeps = given is null && !body.Has("principals") && body.Has("supported_regions");
        var principals = keeps ? null : Principals(body, given ?? []);
        return body.Error as IResult ?? Answer(await rows.UpdateAsync(project, service, principals, caller.Email, cancellationToken), service);
    }

    /// <summary>Each once, in the order given.</summary>
    private static List<string> Principals(RequestBody body, IReadOnlyList<string> given)
    {
        var arns = given.Distinct(StringComparer.Ordinal).ToList();
        if (arns.Count is 0 or > MostPrincipals)
        {
            body.Wrong($"principals has {arns.Count} entries. Give 1 to {MostPrincipals} IAM ARNs, such as arn:aws:iam::012345678901:root");
        }

        foreach (var arn in arns)
        {
            if (!Principal.TryParse(arn, out _, out var error))
            {
                body.Wrong("principals: " + error);
            }
        }

        return arns;
    }

    private static IResult Answer((PrivateLinkRefusal Refusal, PrivateLink? Link) outcome, string service) =>
        Refused(outcome.Refusal, service) as IResult ?? ApiJson.Ok(ToWire(outcome.Link!));

    private static ApiError? Refused(PrivateLinkRefusal refusal, string service) => refusal switch
    {
        PrivateLinkRefusal.None => null,
        PrivateLinkRefusal.ServiceNotFound => ApiError.NoSuchService,
        PrivateLinkRefusal.NotFound => None,
        PrivateLinkRefusal.NotInVpc => ApiError.BadRequest($"Service {service} is not in a project VPC, and PrivateLink needs one: move it with project_vpc_id"),
        PrivateLinkRefusal.Exists => ApiError.Conflict($"PrivateLink of service {service} already exists"),
        PrivateLinkRefusal.Deleting => ApiError.Conflict($"PrivateLink of service {service} is being deleted: wait until it is gone"),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };

    /// <summary>These four keys and no other: clients show each key as a column.</summary>
    private static object ToWire(PrivateLink link) => new
    {
        link.AwsServiceId, link.AwsServiceName, link.Principals, State = link.IsDeleting ? "deleting" : link.IsActive ? "active" : "creating",
    };
}
