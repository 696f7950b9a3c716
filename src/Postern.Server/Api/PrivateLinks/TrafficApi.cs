using Postern.Engine;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>What went through a PrivateLink in the last hour, for each zone and each connection, as CloudWatch has it.</summary>
internal static class TrafficApi
{
    public static void Map(RouteGroupBuilder projects) => projects.MapGet(PrivateLinkApi.Path + "/traffic", ShowAsync).Needs(Permission.PrivateLinkRead);

    /// <param name="endpoints">Those that are wanted by themselves, with commas between; null for the oldest.</param>
    private static async Task<IResult> ShowAsync(string project, string service, string? endpoints, ServiceRows rows, TrafficReader reader, CancellationToken cancellationToken)
    {
        var owner = await rows.FindAsync(project, service, cancellationToken);
        switch (owner)
        {
            case null:
                return ApiError.NoSuchService;
            case { PrivateLink: null }:
                return PrivateLinkApi.None;
            case { PrivateLink.IsActive: false }:
                return ApiError.Conflict($"PrivateLink of service {service} is {owner.PrivateLink.State}: it has traffic once it is active");
        }

        var wanted = endpoints?.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var shown = owner.PrivateLink.Status.Endpoints.Where(e => wanted?.Contains(e.EndpointId, StringComparer.Ordinal) != false).OrderBy(e => e.CreatedAt).ThenBy(e => e.EndpointId, StringComparer.Ordinal).ToList();
        var traffic = await reader.ReadAsync(owner.PrivateLink.AwsServiceId!, [.. shown.Select(e => e.EndpointId)], cancellationToken);
        return ApiJson.Ok(new
        {
            traffic.SeenAt, StartTime = traffic.Start, EndTime = traffic.End, PeriodSeconds = 60,
            Total = traffic.Total.Select(ToWire),
            Zones = traffic.Zones.OrderBy(z => z.Key, StringComparer.Ordinal).Select(z => new { Zone = z.Key, Minutes = z.Value.Select(ToWire) }),
            Endpoints = shown.Where(e => traffic.Endpoints.ContainsKey(e.EndpointId)).Select(e => new { VpcEndpointId = e.EndpointId, e.OwnerAccount, Minutes = traffic.Endpoints[e.EndpointId].Select(ToWire) }),
        });
    }

    private static object ToWire(TrafficMinute minute) => new { minute.Time, minute.ActiveConnections, minute.NewConnections, BytesProcessed = minute.Bytes, RstPacketsSent = minute.Resets };
}
