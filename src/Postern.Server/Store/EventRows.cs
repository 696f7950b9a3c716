using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

/// <summary>What was done, and by whom. Rows are added and never changed.</summary>
internal sealed class EventRows(IDbContextFactory<StoreContext> contexts)
{
    /// <summary>Those of the project that has the name now, not of one that had it before; newest first.</summary>
    public async Task<IReadOnlyList<Event>> OfProjectAsync(string name, EventFilter filter, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await PageAsync(db.Events.Where(e => e.Project == name && db.Projects.Any(p => p.Name == name && p.CreatedAt <= e.Time)), filter, limit, cancellationToken);
    }

    /// <summary>Those of all projects, also of projects that are gone, and of none; newest first.</summary>
    /// <param name="project">Only what was done under this name; empty for what belongs to no project, null for all.</param>
    public async Task<IReadOnlyList<Event>> OfServerAsync(string? project, EventFilter filter, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await PageAsync(project is null ? db.Events : db.Events.Where(e => e.Project == project), filter, limit, cancellationToken);
    }

    /// <summary>Adds an event that belongs to no other change.</summary>
    public async Task RecordAsync(string project, string actor, string type, string description, CancellationToken cancellationToken, string? service = null)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Record(project, actor, type, description, service);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<Event>> PageAsync(IQueryable<Event> events, EventFilter filter, int limit, CancellationToken cancellationToken)
    {
        var wanted = events.AsNoTracking().Where(e => e.Id < filter.Before);
        wanted = filter.Service is { } service ? wanted.Where(e => e.ServiceName == service) : wanted;
        wanted = filter.Type is { } type ? wanted.Where(e => e.Type == type) : wanted;
        if (filter.Word is { Length: > 0 } word)
        {
            var pattern = Containing.Pattern(word);
            wanted = wanted.Where(e => EF.Functions.Like((e.Description + " " + e.Type + " " + e.Actor + " " + (e.Address ?? "") + " " + (e.ServiceName ?? "")).ToLower(), pattern, Containing.Escape));
        }

        return await wanted.OrderByDescending(e => e.Id).Take(limit).ToListAsync(cancellationToken);
    }
}
