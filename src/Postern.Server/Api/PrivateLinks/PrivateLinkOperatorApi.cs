using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>Single steps beside the contract's PUT, which replaces the whole list: principals added and removed, endpoints accepted and rejected.</summary>
internal static partial class PrivateLinkOperatorApi
{
    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapPost(PrivateLinkApi.Path + "/principals", ChangePrincipalsAsync).Needs(Permission.PrivateLinkWrite);
        projects.MapPut(PrivateLinkApi.Path + "/settings", ChangeSettingsAsync).Needs(Permission.PrivateLinkWrite);
        projects.MapPost(PrivateLinkApi.Path + "/repair", RepairAsync).Needs(Permission.PrivateLinkWrite);
        projects.MapPost(PrivateLinkApi.Path + "/endpoints/{endpoint}/accept", (HttpContext http, string project, string service, string endpoint, Caller caller, ServiceRows services, PrivateLinkSpecs specs, PrivateLinkRows rows, CancellationToken cancellationToken) =>
            AcceptAsync(http, project, service, endpoint, caller, services, specs, rows, cancellationToken)).Needs(Permission.PrivateLinkWrite);
        projects.MapPost(PrivateLinkApi.Path + "/endpoints/{endpoint}/reject", (HttpContext http, string project, string service, string endpoint, Caller caller, PrivateLinkRows rows, CancellationToken cancellationToken) =>
            DecideAsync(http, project, service, endpoint, isAccepted: false, caller, rows, cancellationToken)).Needs(Permission.PrivateLinkWrite);
    }

    private static async Task<IResult> ChangePrincipalsAsync(
        HttpContext http, string project, string service, Caller caller, RequestBody body, PrivateLinkRows rows, CancellationToken cancellationToken)
    {
        var add = PrincipalList.Read(body, "add", body.OptionalTexts("add") ?? []);
        var remove = PrincipalList.Read(body, "remove", body.OptionalTexts("remove") ?? []);
        var rejects = body.OptionalFlag("reject_connections") ?? false;
        if (add.Count + remove.Count == 0)
        {
            body.Wrong("Neither add nor remove names a principal. Give lists of IAM ARNs");
        }

        foreach (var both in add.Intersect(remove))
        {
            body.Wrong($"{both} is in add and in remove. Keep it in one of them");
        }

        return body.Error as IResult ?? PrivateLinkApi.Answer(http, await rows.UpdateAsync(
            project, service, link => PrincipalList.Replace(link, [.. link.Principals.Union(add).Except(remove)], rejects), IfMatch.VersionOf(http.Request), caller.Email, cancellationToken), service);
    }

    private static async Task<IResult> ChangeSettingsAsync(
        HttpContext http, string project, string service, Caller caller, RequestBody body, ServiceRows services, ServiceCatalogue catalogue, PrivateLinkRows rows, CancellationToken cancellationToken)
    {
        if (await services.FindAsync(project, service, cancellationToken) is not { } owner)
        {
            return ApiError.NoSuchService;
        }

        var change = ReadSettings(body, catalogue.Find(owner.Type)!);
        return body.Error as IResult ?? PrivateLinkApi.Answer(http, await rows.UpdateAsync(project, service, link =>
        {
            var before = Settings(link);
            change!(link);
            var words = string.Join("; ", ServiceChange.Differences("settings", before, Settings(link)));
            return (PrivateLinkRefusal.None, words.Length == 0 ? null : $"Changed {words}");
        }, IfMatch.VersionOf(http.Request), caller.Email, cancellationToken), service);
    }

    private static JsonObject Settings(PrivateLink link) => new() { ["acceptance_required"] = link.AcceptanceRequired, ["max_endpoints"] = link.MaxEndpoints };

    /// <returns>What sets them; null where the body has mistakes.</returns>
    public static Action<PrivateLink>? ReadSettings(RequestBody body, ServiceType type)
    {
        var (acceptance, most) = (body.OptionalFlag("acceptance_required"), body.OptionalInteger("max_endpoints"));
        if (most < 1 || most > type.MostConnections)
        {
            body.Wrong($"max_endpoints is {most}. Give 1 to {type.MostConnections}, which is what a service of type {type.Name} can have");
        }

        if (!body.Has("acceptance_required") && !body.Has("max_endpoints"))
        {
            body.Wrong("Nothing to set. Give acceptance_required, max_endpoints or both");
        }

        return body.Error is not null ? null : link =>
        {
            link.AcceptanceRequired = acceptance ?? link.AcceptanceRequired;
            link.MaxEndpoints = body.Has("max_endpoints") ? (int?)most : link.MaxEndpoints;
        };
    }

    /// <summary>What is approved is what <c>/status</c> shows, by name: nothing that breaks later is repaired on the strength of it.</summary>
    private static async Task<IResult> RepairAsync(HttpContext http, string project, string service, Caller caller, PrivateLinkRows rows, CancellationToken cancellationToken) =>
        PrivateLinkApi.Answer(http, await rows.UpdateAsync(project, service, link =>
        {
            var pending = PrivateLinkStatusApi.Repairs(link).Select(repair => repair.Id).ToList();
            link.ApprovedRepairs = [.. link.ApprovedRepairs, .. pending];
            return pending.Count == 0
                ? (PrivateLinkRefusal.NothingToRepair, null)
                : (PrivateLinkRefusal.None, $"Approved the repair of {string.Join(", ", pending)}, which cuts users off");
        }, IfMatch.VersionOf(http.Request), caller.Email, cancellationToken), service);

    private static async Task<IResult> AcceptAsync(
        HttpContext http, string project, string service, string endpoint, Caller caller, ServiceRows services, PrivateLinkSpecs specs, PrivateLinkRows rows, CancellationToken cancellationToken) =>
        await services.FindAsync(project, service, cancellationToken) is { PrivateLink: { IsDeleting: false } link } owner && EndpointRoom.Lack(link, endpoint, specs.MostEndpoints(link, owner)) is { } lack
            ? ApiError.Conflict(lack)
            : await DecideAsync(http, project, service, endpoint, isAccepted: true, caller, rows, cancellationToken);

    private static async Task<IResult> DecideAsync(
        HttpContext http, string project, string service, string endpoint, bool isAccepted, Caller caller, PrivateLinkRows rows, CancellationToken cancellationToken) =>
        !EndpointOrAccount().IsMatch(endpoint)
            ? ApiError.BadRequest($"'{endpoint}' is neither a VPC endpoint nor an AWS account. Give vpce-… or 12 digits")
            : PrivateLinkApi.Answer(http, await rows.UpdateAsync(project, service, link =>
            {
                var isNew = !link.Decisions.TryGetValue(endpoint, out var before) || before != isAccepted;
                link.Decisions = new Dictionary<string, bool>(link.Decisions) { [endpoint] = isAccepted };
                return (PrivateLinkRefusal.None, isNew ? $"{(isAccepted ? "Accepted" : "Rejected")} {endpoint}" : null);
            }, IfMatch.VersionOf(http.Request), caller.Email, cancellationToken), service);

    [GeneratedRegex(@"^(vpce-[0-9a-f]{8,17}|[0-9]{12})\z", RegexOptions.CultureInvariant)]
    private static partial Regex EndpointOrAccount();
}
