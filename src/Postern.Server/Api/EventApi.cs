using System.Globalization;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>What was done in a project, newest first.</summary>
internal static class EventApi
{
    private const int Default = 100, Most = 1000;

    public static void Map(RouteGroupBuilder projects) => projects.MapGet("/{project}/events", async (string project, string? limit, ProjectRows rows, CancellationToken cancellationToken) =>
    {
        var count = int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, Most) : Default;
        return ApiJson.Ok(new
        {
            Events = (await rows.EventsAsync(project, count, cancellationToken)).Select(e => new
            {
                Id = e.Id.ToString(CultureInfo.InvariantCulture), e.Time, e.Actor, EventType = e.Type, EventDesc = e.Description, ServiceName = e.ServiceName ?? "",
            }),
        });
    }).Needs(Permission.EventsRead);
}
