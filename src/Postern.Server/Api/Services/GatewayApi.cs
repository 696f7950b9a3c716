using System.Globalization;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Runtime.Kafka;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>
/// Where gateways on registered nodes get their configuration: they ask again with the tag of what they hold, and are answered as soon as there is something
/// else. They show the service's gateway token, which is good for nothing but this.
/// </summary>
internal static class GatewayApi
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromSeconds(30);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/gateway/configuration", ShowAsync).OpenToAll();

    private static async Task<IResult> ShowAsync(
        HttpContext http, string? node, int? wait, ServiceRows services, GatewaySightings gateways, ServiceCatalogue catalogue, HostNames names, SaslKeys keys, PublicCertificate trusted, TimeProvider clock, IHostApplicationLifetime host, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + Min(TimeSpan.FromSeconds(Math.Max(0, wait ?? 0)), LongestWait);
        var held = http.Request.Headers.IfNoneMatch.ToString().Trim('"');
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        for (var isSeen = false; ; isSeen = true)
        {
            if (TokenCheck.TokenOf(http.Request) is not { } token || await services.FindByGatewayTokenAsync(token, cancellationToken) is not { } service)
            {
                return new ApiError(StatusCodes.Status401Unauthorized, "authentication_failed", "Invalid gateway token. `postern service gateway-token create SERVICE` makes a new one");
            }

            if (service.Nodes.Find(one => one.Name == node && (one.Broker is not null || one.IsGateway)) is not { } registered)
            {
                return new ApiError(StatusCodes.Status404NotFound, "node_not_found", $"node is '{node}', which runs neither a broker nor a gateway of {service.Name}; there are {Known(service)}");
            }

            if (!isSeen)
            {
                await gateways.WriteAsync(service.Id, registered.Name, VersionOf(held), cancellationToken);
            }

            if (RegisteredGateway.Of(service, registered, catalogue.Find(service.Type)!, names, keys, trusted) is { } gateway && gateway.Tag != held)
            {
                IfMatch.Tell(http.Response, gateway.Tag);
                return ApiJson.Ok(new { gateway.Version, gateway.Configuration, gateway.Files });
            }

            if (clock.GetUtcNow() >= until || !await RestAsync(clock, end.Token))
            {
                return Results.StatusCode(StatusCodes.Status304NotModified);
            }
        }
    }

    private static string Known(Service service) =>
        string.Join(", ", service.Nodes.Where(node => node.Broker is not null || node.IsGateway).Select(node => node.Name)) is { Length: > 0 } known ? known : "none";

    /// <summary>A tag begins with the version that it is of.</summary>
    private static long VersionOf(string tag) => long.TryParse(tag.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>False where the server stops or the gateway has left.</summary>
    private static async Task<bool> RestAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(LookEvery, clock, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
