using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>Services.</summary>
internal static class ServiceApi
{
    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet("/{project}/service", ListAsync).Needs(Permission.ServicesRead);
        projects.MapPost("/{project}/service", CreateAsync).Needs(Permission.ServicesWrite);
        projects.MapGet("/{project}/service/{service}", ShowPartAsync).Needs(Permission.ServicesRead);
        projects.MapPut("/{project}/service/{service}", UpdateAsync).Needs(Permission.ServicesWrite);
        projects.MapDelete("/{project}/service/{service}", DeleteAsync).Needs(Permission.ServicesWrite);
        projects.MapGet("/{project}/service/{service}/backups", async (string project, string service, ServiceRows rows, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, service, cancellationToken) is { } found ? ApiJson.Ok(new { Backups = ServiceView.Backups(found) }) : ApiError.NoSuchService).Needs(Permission.ServicesRead);
    }

    private static async Task<IResult> ListAsync(
        string project, string? search, string? project_vpc_id, string? limit, string? offset, string? connection_limit, Caller caller, ServiceRows rows, ServiceView view, CancellationToken cancellationToken)
    {
        if (PageQuery.Read(limit, offset, out var page, (nameof(connection_limit), connection_limit)) is { } mistake)
        {
            return mistake;
        }

        var found = await rows.PageAsync(new ServiceFilter(project) { Word = search?.Trim(), VpcId = project_vpc_id, Offset = page.Offset, Limit = page.Limit }, cancellationToken);
        return ApiJson.Ok(new { Services = found.Services.Select(s => view.Whole(s, caller, new ConnectionPart(page.Within, null))), Total = found.Total });
    }

    private static async Task<IResult> ShowPartAsync(
        string project, string service, string? connection_limit, string? connection, Caller caller, ServiceRows rows, ServiceView view, CancellationToken cancellationToken) =>
        PageQuery.Read(null, null, out var page, (nameof(connection_limit), connection_limit)) as IResult ?? (await rows.FindAsync(project, service, cancellationToken) is { } found
            ? ApiJson.Ok(new { Service = view.Whole(found, caller, new ConnectionPart(page.Within, connection)) })
            : ApiError.NoSuchService);

    private static async Task<IResult> ShowAsync(string project, string service, Caller caller, ServiceRows rows, ServiceView view, CancellationToken cancellationToken) =>
        await rows.FindAsync(project, service, cancellationToken) is { } found ? ApiJson.Ok(new { Service = view.Whole(found, caller) }) : ApiError.NoSuchService;

    private static async Task<IResult> CreateAsync(
        string project, Caller caller, RequestBody body, ServiceWish wish, ServiceRows rows, VpcRows vpcs, ServiceView view, ProjectRows projects, MemberRows members, Refusals refusals, CancellationToken cancellationToken)
    {
        var from = ForkWish.SourceProject(body, project);
        if (from != project && ForkWish.Refusal(from, caller.Email, await members.RoleAsync(from, caller.User, cancellationToken)) is { } denied)
        {
            await refusals.RecordAsync("fork", from, caller.Email, "access_refused", $"Refused a fork into project {project}: {denied.Messages[0]}", cancellationToken);
            return denied;
        }

        var source = ForkWish.Source(body) is { } name ? await rows.FindAsync(from, name, cancellationToken) : null;
        if (wish.ReadNew(project, body, await vpcs.ListAsync(project, cancellationToken), source) is not { } wanted)
        {
            return body.Error!;
        }

        var basePort = (await projects.FindAsync(project, cancellationToken))!.BasePort;
        var refusal = await rows.CreateAsync(wanted, basePort, caller.Email, cancellationToken);
        if (refusal == ServiceRefusal.NoPortLeft)
        {
            return ApiError.Conflict($"Project {project} has no ports left: each service has {wanted.Ports} of its own from the project's base_port {basePort} up to {ServicePorts.Last}. Delete services that nobody needs (their ports are free once they are gone), or create {wanted.Name} in another project");
        }

        return Refused(refusal, wanted.Name, wanted.ProjectVpcId) as IResult ?? await ShowAsync(project, wanted.Name, caller, rows, view, cancellationToken);
    }

    private static async Task<IResult> UpdateAsync(
        string project, string service, Caller caller, RequestBody body, ServiceWish wish, ServiceRows rows, ServiceView view, CancellationToken cancellationToken)
    {
        var (moves, moveTo) = (body.Has("project_vpc_id"), body.OptionalText("project_vpc_id"));
        var (refusal, error) = await rows.ChangeAsync<ApiError>(project, service, caller.Email, moves, moveTo, row =>
        {
            var change = wish.ReadChange(row, body);
            if (body.Error is { } mistakes)
            {
                return mistakes;
            }

            if (moveTo is not null && moveTo != row.NetworkId && row.PrivateLink is not null)
            {
                return ApiError.Conflict($"Service {service} has a PrivateLink, which stays in its VPC: delete the PrivateLink, then move the service");
            }

            change(row);
            return null;
        }, cancellationToken);
        return Refused(refusal, service, moveTo) ?? error as IResult ?? await ShowAsync(project, service, caller, rows, view, cancellationToken);
    }

    private static async Task<IResult> DeleteAsync(string project, string service, Caller caller, ServiceRows rows, CancellationToken cancellationToken) =>
        Refused(await rows.DeleteAsync(project, service, caller.Email, cancellationToken), service, vpc: null) as IResult ?? ApiJson.Message("deleted");

    private static ApiError? Refused(ServiceRefusal refusal, string service, string? vpc) => refusal switch
    {
        ServiceRefusal.None => null,
        ServiceRefusal.NotFound => ApiError.NoSuchService,
        ServiceRefusal.Protected => ApiError.Conflict($"Service {service} is protected against termination: set termination_protection to false first"),
        ServiceRefusal.NameTaken => new(StatusCodes.Status409Conflict, "service_already_exists", $"Service {service} already exists"),
        ServiceRefusal.HostNameTaken => ApiError.Conflict($"Service {service} would have the host name of another service, because host names are SERVICE-PROJECT: choose another service_name"),
        ServiceRefusal.NameStillGoing => ApiError.Conflict($"Service {service} is still being deleted; its name is free when that is done"),
        ServiceRefusal.NoSuchVpc => ApiError.BadRequest($"project_vpc_id is '{vpc}', which is no VPC of this project"),
        ServiceRefusal.VpcOfOtherCloud => ApiError.BadRequest($"project_vpc_id is '{vpc}', which is in another cloud than the service"),
        ServiceRefusal.VpcNotActive => ApiError.Conflict($"Project VPC {vpc} is not ACTIVE: wait until it is, or choose another"),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };
}
