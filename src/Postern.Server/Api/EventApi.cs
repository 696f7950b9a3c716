using System.Globalization;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>What was done in a project, newest first: all of it, or about one service, or with a word in it, page by page.</summary>
internal static class EventApi
{
    private const int Default = 100, Most = 1000;

    public static void Map(RouteGroupBuilder projects) => projects.MapGet("/{project}/events",
        async (string project, string? limit, string? before, string? service, string? search, ProjectRows rows, CancellationToken cancellationToken) =>
        {
            var count = int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, Most) : Default;
            if (!long.TryParse(before ?? $"{long.MaxValue}", NumberStyles.None, CultureInfo.InvariantCulture, out var end))
            {
                return ApiError.BadRequest($"before is '{before}'. Give the id of an event: those before it are listed");
            }

            // One more than is shown tells whether there are more.
            var found = await rows.EventsAsync(project, new EventFilter(service, search?.Trim(), end), count + 1, cancellationToken);
            return (IResult)ApiJson.Ok(new { Events = found.Take(count).Select(ToWire), HasMore = found.Count > count });
        }).Needs(Permission.EventsRead);

    private static object ToWire(Event e) => new
    {
        Id = e.Id.ToString(CultureInfo.InvariantCulture), e.Time, e.Actor, EventType = e.Type, EventDesc = e.Description, ServiceName = e.ServiceName ?? "",
    };
}
