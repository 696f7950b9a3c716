using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>The endpoints that customers have connected: all, as the contract has it, or where <c>search</c>, <c>limit</c> or <c>offset</c> asks for them a part, and how many there are.</summary>
internal static class ConnectionApi
{
    public static void Map(RouteGroupBuilder projects) => projects.MapGet("/{project}/service/{service}/privatelink/aws/connections", ListAsync).Needs(Permission.PrivateLinkRead);

    private static async Task<IResult> ListAsync(string project, string service, string? search, string? limit, string? offset, ServiceRows rows, CancellationToken cancellationToken)
    {
        if (PageQuery.Read(limit, offset, out var page) is { } mistake)
        {
            return mistake;
        }

        switch (await rows.FindAsync(project, service, cancellationToken))
        {
            case null:
                return ApiError.NoSuchService;
            case { PrivateLink: { } link }:
                var found = link.Connections.Where(c => Has(c, search?.Trim() ?? "")).OrderBy(c => c.Ordinal).ToList();
                var shown = page.Of(found).Select(ToWire);
                return search is null && limit is null && offset is null ? ApiJson.Ok(new { Connections = shown }) : ApiJson.Ok(new { Connections = shown, Total = found.Count });
            default:
                return PrivateLinkApi.None;
        }
    }

    private static bool Has(Connection connection, string word) => new[] { connection.Id, connection.EndpointId, connection.OwnerAccount, connection.DnsName }.Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static object ToWire(Connection connection) => new
    {
        PrivatelinkConnectionId = connection.Id, VpcEndpointId = connection.EndpointId, connection.DnsName, State = connection.IsActive ? "active" : "connected",
    };
}
