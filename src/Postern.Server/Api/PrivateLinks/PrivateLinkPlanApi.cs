using System.Globalization;
using Postern.Engine;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Api.Services;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>What a change of a PrivateLink would do in AWS, and to whom, before it is made.</summary>
internal static class PrivateLinkPlanApi
{
    private static readonly string[] Actions = ["create", "update", "settings", "access", "accept", "reject", "repair", "delete"];

    public static void Map(RouteGroupBuilder projects) => projects.MapPost(PrivateLinkApi.Path + "/plan", PlanAsync).Needs(Permission.PrivateLinkRead);

    private static async Task<IResult> PlanAsync(
        string project, string service, RequestBody body, ServiceRows services, PrivateLinkResults links, PrivateLinkSpecs specs, ServiceWish wish, ServiceCatalogue catalogue, Reconciler reconciler, PriceOptions prices, CancellationToken cancellationToken)
    {
        var action = body.RequiredText("action");
        if (action.Length > 0 && !Actions.Contains(action))
        {
            body.Wrong($"action is '{action}'. Give one of {string.Join(", ", Actions)}");
        }

        var principals = action is not ("create" or "update") ? [] : PrincipalList.ReadAll(body, body.OptionalTexts("principals") ?? []);
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

        if (action == "accept" && EndpointRoom.Lack(link, body.RequiredText("endpoint"), specs.MostEndpoints(link, owner)) is { } lack)
        {
            return ApiError.Conflict(lack);
        }

        Change(link, action, principals, rejects, body, wish, catalogue.Find(owner.Type)!);
        if (body.Error is { } mistakes)
        {
            return mistakes;
        }

        var preview = await reconciler.PreviewAsync(specs.Of(link) with { IsDeleting = action == "delete" }, cancellationToken);
        return ApiJson.Ok(ToWire(preview, action == "delete" ? [] : CostLines.Of(prices, owner.Network!.SubnetIds.Count)));
    }

    /// <summary>Makes the row what it would be after the change; it is not saved.</summary>
    private static void Change(PrivateLink link, string action, List<string> principals, bool rejects, RequestBody body, ServiceWish wish, ServiceType type)
    {
        switch (action)
        {
            case "update":
                PrincipalList.Replace(link, principals, rejects);
                break;
            case "settings":
                PrivateLinkOperatorApi.ReadSettings(body, type)?.Invoke(link);
                break;
            case "access":
                var change = wish.ReadChange(link.Service!, body);
                if (body.Error is null)
                {
                    change(link.Service!);
                }

                break;
            case "accept" or "reject":
                link.Decisions = new Dictionary<string, bool>(link.Decisions) { [body.RequiredText("endpoint")] = action == "accept" };
                break;
            case "repair":
                link.ApprovedRepairs = [.. link.ApprovedRepairs, .. PrivateLinkStatusApi.Repairs(link).Select(repair => repair.Id)];
                break;
        }
    }

    private static object ToWire(PlanPreview preview, IReadOnlyList<CostLine> costs) => new
    {
        Steps = preview.Steps.Select(step => new { step.Description, step.IsWait, UsualSeconds = step.Usual.TotalSeconds }),
        AwsCalls = preview.Calls,
        ExpectedSeconds = Math.Round(preview.Expected.TotalSeconds),
        CutOff = preview.CutOff.Select(connection => new { VpcEndpointId = connection.EndpointId, connection.OwnerAccount, CreateTime = connection.CreatedAt }),
        preview.Problems,
        HealthChecksPerSecond = preview.ProbesPerSecond,
        Quotas = preview.Quotas.Select(quota => new { quota.Name, quota.Limit, quota.Used, quota.Needed }),
        Costs = costs.Select(line => new { line.PaidBy, Item = line.What, PriceUsd = line.Usd.ToString(line.Unit == "month" ? "0.00" : "0.00##", CultureInfo.InvariantCulture), Per = line.Unit }),
    };
}
