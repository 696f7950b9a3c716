using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>What somebody takes into the customer's network for <c>postern check</c>: every address of one route, each broker's too, and who signs the certificates. No secret is in it.</summary>
internal static class CheckFileApi
{
    private static readonly string[] Routes = ["dynamic", "privatelink"];

    public static void Map(RouteGroupBuilder projects) => projects.MapGet("/{project}/service/{service}/check-file", ShowAsync).Needs(Permission.ServicesRead);

    private static async Task<IResult> ShowAsync(string project, string service, string? route, ServiceRows rows, ProjectRows projects, ServiceCatalogue catalogue, HostNames names, CancellationToken cancellationToken)
    {
        var way = route ?? "privatelink";
        if (!Routes.Contains(way))
        {
            return ApiError.BadRequest($"route is '{route}'. Give {string.Join(" or ", Routes)}");
        }

        if (await rows.FindAsync(project, service, cancellationToken) is not { } found)
        {
            return ApiError.NoSuchService;
        }

        return ApiJson.Ok(new
        {
            Service = found.Name,
            Project = found.Project,
            Route = way,
            Ca = (await projects.FindAsync(project, cancellationToken))!.CaCertificate,
            Targets = ComponentView.List(found, catalogue.Find(found.Type)!, names).Where(component => component.Route == way)
                .Select(component => ToWire(component, found.PrivateLink?.Connections.Find(c => c.Id == component.PrivatelinkConnectionId))),
        });
    }

    private static object ToWire(ComponentView component, Connection? connection) => new
    {
        component.Component, component.Host, component.Port,
        Protocol = Protocol(component),
        component.KafkaAuthenticationMethod, component.KafkaSslCa,
        component.Usage, component.Broker, component.PrivatelinkConnectionId,
        VpcEndpointId = connection?.EndpointId,
    };

    /// <summary>What is spoken there, where the check knows a greeting of it.</summary>
    private static string Protocol(ComponentView component) => component.Component switch
    {
        "pg" or "pgbouncer" => "postgresql",
        "kafka" => "kafka",
        "kafka_connect" or "kafka_rest" or "schema_registry" or "opensearch" or "opensearch_dashboards" or "grafana" or "prometheus" => component.Ssl ? "https" : "http",
        _ => component.Ssl ? "tls" : "tcp",
    };
}
