using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>The endpoints of one PrivateLink, or of all in a project, filtered and page by page: there can be a thousand of one.</summary>
internal static class EndpointApi
{
    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet(PrivateLinkApi.Path + "/endpoints", OfOneAsync).Needs(Permission.PrivateLinkRead);
        projects.MapGet("/{project}/endpoints", OfAllAsync).Needs(Permission.PrivateLinkRead);
    }

    private static async Task<IResult> OfOneAsync(
        string project, string service, string? state, string? account, string? search, string? limit, string? offset, ServiceRows rows, CancellationToken cancellationToken)
    {
        if (PageQuery.Read(limit, offset, out var page) is { } mistake)
        {
            return mistake;
        }

        return await rows.FindAsync(project, service, cancellationToken) switch
        {
            null => ApiError.NoSuchService,
            { PrivateLink: { } link } => Page(EndpointView.List(link).Where(e => Matches(e, state, account, search)), e => e, page),
            _ => PrivateLinkApi.None,
        };
    }

    private static async Task<IResult> OfAllAsync(
        string project, string? state, string? account, string? search, string? limit, string? offset, ServiceRows rows, CancellationToken cancellationToken)
    {
        if (PageQuery.Read(limit, offset, out var page) is { } mistake)
        {
            return mistake;
        }

        var owners = await rows.PageAsync(new ServiceFilter(project) { AreLinked = true, AreWaitedFor = state == EndpointView.Waiting }, cancellationToken);
        var found = owners.Services.SelectMany(owner => EndpointView.List(owner.PrivateLink!), (owner, endpoint) => (owner.Name, Endpoint: endpoint))
            .Where(e => Matches(e.Endpoint, state, account, search?.Trim() is { } word && e.Name.Contains(word, StringComparison.OrdinalIgnoreCase) ? null : search));
        return Page(found.OrderBy(e => e.Endpoint.CreateTime).ThenBy(e => e.Endpoint.VpcEndpointId, StringComparer.Ordinal), e => (object)new { ServiceName = e.Name, e.Endpoint }, page);
    }

    /// <param name="account">One, or several with commas between.</param>
    private static bool Matches(EndpointView endpoint, string? state, string? account, string? search) =>
        (state is null || endpoint.State == state)
        && (account is null || account.Split(',').Contains(endpoint.OwnerAccount, StringComparer.Ordinal))
        && (search?.Trim() is not { Length: > 0 } word || endpoint.Has(word));

    private static IResult Page<T>(IEnumerable<T> found, Func<T, object> toWire, PageQuery page)
    {
        var all = found.ToList();
        return ApiJson.Ok(new { Endpoints = page.Of(all).Select(toWire), Total = all.Count });
    }
}
