using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>More about a PrivateLink than the contract's four keys: what AWS holds of it, what is waited for, and what was before.</summary>
internal static class PrivateLinkStatusApi
{
    private const int LongestHistory = 200;

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet(PrivateLinkApi.Path + "/status", async (string project, string service, ServiceRows rows, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, service, cancellationToken) switch
            {
                null => ApiError.NoSuchService,
                { PrivateLink: { } link } => ApiJson.Ok(ToWire(link)),
                _ => PrivateLinkApi.None,
            }).Needs(Permission.PrivateLinkRead);
        projects.MapGet(PrivateLinkApi.Path + "/history", async (string project, string service, ServiceRows services, PrivateLinkRows rows, CancellationToken cancellationToken) =>
            await services.FindAsync(project, service, cancellationToken) is { } found
                ? ApiJson.Ok(new { History = (await rows.HistoryAsync(found, LongestHistory, cancellationToken)).Select(ToWire) })
                : ApiError.NoSuchService).Needs(Permission.PrivateLinkRead);
    }

    private static object ToWire(PrivateLink link)
    {
        var accounts = PrincipalList.Accounts(link.Principals);
        return new
        {
            State = PrivateLinkApi.State(link),
            Version = PrivateLinkVersion.Of(link),
            link.Reason,
            link.IsRefused,
            IsCurrent = link.Status.Generation == link.Generation,
            link.Status.SeenAt,
            NextAttemptAt = link.DueAt,
            link.Failures,
            link.AwsServiceId,
            link.AwsServiceName,
            link.AcceptanceRequired,
            link.MaxEndpoints,
            PendingRepairs = Repairs(link).Select(repair => new { repair.Id, repair.Reason }),
            Principals = link.Principals.Union(link.Status.Principals).Select(arn => new { Principal = arn, IsWished = link.Principals.Contains(arn), IsAllowedByAws = link.Status.Principals.Contains(arn) }),
            Endpoints = link.Status.Endpoints.Select(endpoint => new
            {
                VpcEndpointId = endpoint.EndpointId, endpoint.OwnerAccount, endpoint.State, CreateTime = endpoint.CreatedAt,
                PrivatelinkConnectionId = link.Connections.Find(c => c.EndpointId == endpoint.EndpointId)?.Id,
                IsAllowed = accounts.Contains(endpoint.OwnerAccount),
                Decision = Decision(link, endpoint),
            }),
            Routes = link.Status.Routes,
        };
    }

    /// <summary>Those that an operator has not approved yet.</summary>
    public static IEnumerable<RepairStatus> Repairs(PrivateLink link) => (link.Status.Repairs ?? []).Where(repair => !link.ApprovedRepairs.Contains(repair.Id));

    private static string? Decision(PrivateLink link, EndpointStatus endpoint) =>
        link.Decisions.TryGetValue(endpoint.EndpointId, out var isAccepted) || link.Decisions.TryGetValue(endpoint.OwnerAccount, out isAccepted) ? isAccepted ? "accepted" : "rejected" : null;

    private static object ToWire(PrivateLinkStep step) => new { step.PrivateLinkId, step.State, step.Reason, StartTime = step.StartedAt, EndTime = step.EndedAt };
}
