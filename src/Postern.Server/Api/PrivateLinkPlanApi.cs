using Postern.Engine;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>What a change of a PrivateLink would do in AWS, and to whom, before it is made.</summary>
internal static class PrivateLinkPlanApi
{
    private static readonly string[] Actions = ["create", "update", "repair", "delete"];

    public static void Map(RouteGroupBuilder projects) => projects.MapPost(PrivateLinkApi.Path + "/plan", PlanAsync).Needs(Permission.PrivateLinkRead);

    private static async Task<IResult> PlanAsync(
        string project, string service, RequestBody body, ServiceRows services, PrivateLinkResults links, PrivateLinkSpecs specs, Reconciler reconciler, CancellationToken cancellationToken)
    {
        var action = body.RequiredText("action");
        if (action.Length > 0 && !Actions.Contains(action))
        {
            body.Wrong($"action is '{action}'. Give create, update, repair or delete");
        }

        var principals = action is "delete" or "repair" ? [] : PrincipalList.ReadAll(body, body.OptionalTexts("principals") ?? []);
        var rejects = body.OptionalFlag("reject_connections") ?? false;
        if (body.Error is { } error)
        {
            return error;
        }

        var owner = await services.FindAsync(project, service, cancellationToken);
        switch (owner)
        {
            case null:
                return ApiError.NoSuchService;
            case { PrivateLink: null } when action != "create":
                return PrivateLinkApi.None;
            case { PrivateLink: not null } when action == "create":
                return ApiError.Conflict($"PrivateLink of service {service} already exists");
            case { Network.Project: null }:
                return PrivateLinkApi.NotInVpc(service);
        }

        var link = owner.PrivateLink is { } existing
            ? await links.LoadAsync(existing.Id, cancellationToken)
            : new PrivateLink { Id = Ids.New(), Cell = owner.Cell, ServiceId = owner.Id, Service = owner, Principals = principals, CreatedAt = owner.CreatedAt };
        if (link is null)
        {
            return PrivateLinkApi.None;
        }

        if (action == "update")
        {
            PrincipalList.Replace(link, principals, rejects);
        }

        if (action == "repair")
        {
            link.ApprovedRepairs = [.. link.ApprovedRepairs, .. PrivateLinkStatusApi.Repairs(link).Select(repair => repair.Id)];
        }

        return ApiJson.Ok(ToWire(await reconciler.PreviewAsync(specs.Of(link) with { IsDeleting = action == "delete" }, cancellationToken)));
    }

    private static object ToWire(PlanPreview preview) => new
    {
        Steps = preview.Steps.Select(step => new { step.Description, step.IsWait, UsualSeconds = step.Usual.TotalSeconds }),
        AwsCalls = preview.Calls,
        ExpectedSeconds = Math.Round(preview.Expected.TotalSeconds),
        CutOff = preview.CutOff.Select(connection => new { VpcEndpointId = connection.EndpointId, connection.OwnerAccount }),
        preview.Problems,
        HealthChecksPerSecond = preview.ProbesPerSecond,
    };
}
