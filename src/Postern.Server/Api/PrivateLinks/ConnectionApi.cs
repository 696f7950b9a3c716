using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>The endpoints that customers have connected: all, as the contract has it, or where <c>search</c>, <c>limit</c> or <c>offset</c> asks for them a part, and how many there are.</summary>
internal static class ConnectionApi
{
    public static void Map(RouteGroupBuilder projects) => projects.MapGet("/{project}/service/{service}/privatelink/aws/connections", ListAsync).Needs(Permission.PrivateLinkRead);

    private static async Task<IResult> ListAsync(string project, string service, string? search, string? limit, string? offset, ServiceRows rows, CancellationToken cancellationToken)
    {
        if (ListPart.Read(search, limit, offset, out var part) is { } mistake)
        {
            return mistake;
        }

        return await rows.FindAsync(project, service, cancellationToken) switch
        {
            null => ApiError.NoSuchService,
            { PrivateLink: { } link } => part.Answer("connections", link.Connections.OrderBy(c => c.Ordinal), c => [c.Id, c.EndpointId, c.OwnerAccount, c.DnsName], ToWire),
            _ => PrivateLinkApi.None,
        };
    }

    private static object ToWire(Connection connection) => new
    {
        PrivatelinkConnectionId = connection.Id, VpcEndpointId = connection.EndpointId, connection.DnsName, State = connection.IsActive ? "active" : "connected",
    };
}
