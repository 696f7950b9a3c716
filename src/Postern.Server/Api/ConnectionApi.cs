using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>The endpoints that customers have connected.</summary>
internal static class ConnectionApi
{
    public static void Map(RouteGroupBuilder projects) => projects.MapGet("/{project}/service/{service}/privatelink/aws/connections",
        async (string project, string service, ServiceRows rows, CancellationToken cancellationToken) => await rows.FindAsync(project, service, cancellationToken) switch
        {
            null => ApiError.NoSuchService,
            { PrivateLink: { } link } => ApiJson.Ok(new
            {
                Connections = link.Connections.OrderBy(c => c.Ordinal).Select(c => new
                {
                    PrivatelinkConnectionId = c.Id, VpcEndpointId = c.EndpointId, c.DnsName, State = c.IsActive ? "active" : "connected",
                }),
            }),
            _ => PrivateLinkApi.None,
        }).Needs(Permission.PrivateLinkRead);
}
