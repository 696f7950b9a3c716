using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary><c>/project/{project}/service/{service}/clients</c>, an addition to the contract: what to type to connect, by component and route.</summary>
internal static class ClientApi
{
    public static void Map(RouteGroupBuilder projects) => projects.MapGet("/{project}/service/{service}/clients", ShowAsync).Needs(Permission.SecretsRead);

    private static async Task<IResult> ShowAsync(string project, string service, ServiceRows rows, ServiceCatalogue catalogue, HostNames names, CancellationToken cancellationToken)
    {
        if (await rows.FindAsync(project, service, cancellationToken) is not { } found)
        {
            return ApiError.NoSuchService;
        }

        var type = catalogue.Find(found.Type)!;
        return ApiJson.Ok(new
        {
            KeepAlive = new { IdleTimeoutSeconds = ClientCommands.IdleTimeout, ClientCommands.Advice },
            Clients = ClientCommands.Of(project, service, ComponentView.List(found, type, names), type.Administrator, found.AdminPassword),
        });
    }
}
