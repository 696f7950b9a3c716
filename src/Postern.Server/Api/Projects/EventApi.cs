using System.Globalization;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.Projects;

/// <summary>What was done and what was refused, newest first: all of it, or about one service, of one type, or with a word in it, page by page.</summary>
internal static class EventApi
{
    private const int Default = 100, Most = 1000;

    public static void Map(RouteGroupBuilder api, RouteGroupBuilder projects)
    {
        projects.MapGet("/{project}/events", (string project, string? limit, string? before, string? service, string? type, string? search, EventRows rows, CancellationToken cancellationToken) =>
            AnswerAsync(limit, before, service, type, search, (filter, count) => rows.OfProjectAsync(project, filter, count, cancellationToken), ToWire)).Needs(Permission.EventsRead);
        api.MapGet("/events", (string? limit, string? before, string? project, string? service, string? type, string? search, EventRows rows, CancellationToken cancellationToken) =>
            AnswerAsync(limit, before, service, type, search, (filter, count) => rows.OfServerAsync(project, filter, count, cancellationToken), ToWireWithProject)).Needs(Permission.AuditRead);
    }

    private static async Task<IResult> AnswerAsync(
        string? limit, string? before, string? service, string? type, string? search, Func<EventFilter, int, Task<IReadOnlyList<Event>>> find, Func<Event, object> toWire)
    {
        var count = int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, Most) : Default;
        if (!long.TryParse(before ?? $"{long.MaxValue}", NumberStyles.None, CultureInfo.InvariantCulture, out var end))
        {
            return ApiError.BadRequest($"before is '{before}'. Give the id of an event: those before it are listed");
        }

        // One more than is shown tells whether there are more.
        var found = await find(new EventFilter(service, type, search?.Trim(), end), count + 1);
        return ApiJson.Ok(new { Events = found.Take(count).Select(toWire), HasMore = found.Count > count });
    }

    private static object ToWire(Event e) => new
    {
        Id = e.Id.ToString(CultureInfo.InvariantCulture), e.Time, e.Actor, ActorAddress = e.Address, EventType = e.Type, EventDesc = e.Description, ServiceName = e.ServiceName ?? "",
    };

    private static object ToWireWithProject(Event e) => new
    {
        Id = e.Id.ToString(CultureInfo.InvariantCulture), e.Time, Project = e.Project.Length > 0 ? e.Project : null, e.Actor, ActorAddress = e.Address, EventType = e.Type, EventDesc = e.Description, ServiceName = e.ServiceName ?? "",
    };
}
