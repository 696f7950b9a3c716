using System.Globalization;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>Nodes that run outside Postern: an operator says where they are, and load balancers lead to them.</summary>
internal static class NodeApi
{
    private const string Path = "/{project}/service/{service}/nodes";

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet(Path, ShowAsync).Needs(Permission.ServicesRead);
        projects.MapPut(Path, ReplaceAsync).Needs(Permission.NodesWrite);
        projects.MapPost(Path + "/token", RenewTokenAsync).Needs(Permission.NodesWrite);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string project, string service, ServiceRows rows, GatewaySightings gateways, ServiceCatalogue catalogue, CancellationToken cancellationToken)
    {
        if (await rows.FindAsync(project, service, cancellationToken) is not { } found)
        {
            return ApiError.NoSuchService;
        }

        var seen = (await gateways.ListAsync(found.Id, cancellationToken)).ToDictionary(gateway => gateway.Node);
        IfMatch.Tell(http.Response, Version(found));
        return ApiJson.Ok(new { IsRegistered = catalogue.Find(found.Type)!.IsRegistered(found.UserConfig), Version = found.Generation, Nodes = found.Nodes.Select(node => ToWire(node, found, seen.GetValueOrDefault(node.Name))) });
    }

    /// <summary>The whole list: who is not in it is drained and let go.</summary>
    private static async Task<IResult> ReplaceAsync(
        HttpContext http, string project, string service, Caller caller, RequestBody body, ServiceRows rows, GatewaySightings gateways, ServiceCatalogue catalogue, CancellationToken cancellationToken)
    {
        var seen = IfMatch.VersionOf(http.Request);
        var (refusal, error) = await rows.ChangeAsync<ApiError>(project, service, caller.Email, moves: false, moveTo: null, row =>
        {
            if (seen is not null && seen != Version(row))
            {
                return IfMatch.Stale($"Service {service}, and perhaps the list of its nodes, was");
            }

            var nodes = NodeList.Read(body, catalogue.Find(row.Type)!, row);
            if (body.Error is { } mistakes)
            {
                return mistakes;
            }

            row.Nodes = nodes;
            return null;
        }, cancellationToken);
        return refusal == ServiceRefusal.NotFound ? ApiError.NoSuchService : error as IResult ?? await ShowAsync(http, project, service, rows, gateways, catalogue, cancellationToken);
    }

    /// <summary>The token that the service's gateways show: it lets them read their configuration, and nothing else. The one before it ends.</summary>
    private static async Task<IResult> RenewTokenAsync(string project, string service, Caller caller, ServiceRows rows, ServiceCatalogue catalogue, CancellationToken cancellationToken)
    {
        var token = AccessTokens.New();
        var (refusal, error) = await rows.ChangeAsync(project, service, caller.Email, moves: false, moveTo: null, row =>
        {
            if (!catalogue.Find(row.Type)!.HasBrokers)
            {
                return ApiError.BadRequest($"Gateways are for Kafka, and {service} is {row.Type}: clients reach its nodes without one");
            }

            row.GatewayTokenHash = AccessTokens.Hash(token);
            return null;
        }, cancellationToken, $"Made a new token for the gateways of {service}");
        return refusal == ServiceRefusal.NotFound ? ApiError.NoSuchService : error as IResult ?? ApiJson.Ok(new { Token = token });
    }

    private static string Version(Service service) => service.Generation.ToString(CultureInfo.InvariantCulture);

    private static object ToWire(ServiceNode node, Service service, GatewaySighting? seen) => new
    {
        node.Name, node.Address, node.Zone, node.Broker, Gateway = node.IsGateway, node.Ports, node.TlsName,
        Placed = service.Placed.Exists(placed => placed.Name == node.Name && placed.Address == node.Address), GatewayVersion = seen?.Version, GatewaySeenAt = seen?.SeenAt,
    };
}
