using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

internal sealed class ProjectRows(IDbContextFactory<StoreContext> contexts)
{
    public async Task<IReadOnlyList<Project>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Projects.AsNoTracking().OrderBy(p => p.Name).ToListAsync(cancellationToken);
    }

    public async Task<Project?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Name == name, cancellationToken);
    }

    public async Task SetTagsAsync(string name, Dictionary<string, string> tags, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var project = await db.Projects.SingleAsync(p => p.Name == name, cancellationToken);
        project.Tags = tags;
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Does nothing where there is one of this name.</summary>
    public async Task AddAsync(Project project, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Projects.AnyAsync(p => p.Name == project.Name, cancellationToken))
        {
            db.Projects.Add(project);
            db.Record(project.Name, Event.Postern, "project_create", $"Created project {project.Name}");
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Event>> EventsAsync(string name, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Events.AsNoTracking().Where(e => e.Project == name).OrderByDescending(e => e.Id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>Those about one service, from a time on, oldest first; the newest where there are more than <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<Event>> EventsOfAsync(string name, string service, DateTime since, int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = await db.Events.AsNoTracking().Where(e => e.Project == name && e.ServiceName == service && e.Time >= since).OrderByDescending(e => e.Id).Take(most).ToListAsync(cancellationToken);
        newest.Reverse();
        return newest;
    }

    /// <summary>Who may sign in.</summary>
    public async Task<IReadOnlyList<(User User, Role Role)>> UsersAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var users = await db.Users.AsNoTracking().OrderBy(u => u.Email).ToListAsync(cancellationToken);
        var roles = (await db.AccessTokens.AsNoTracking().ToListAsync(cancellationToken)).GroupBy(t => t.UserEmail).ToDictionary(g => g.Key, g => g.Max(t => t.Role));
        return [.. users.Select(u => (u, roles.GetValueOrDefault(u.Email)))];
    }
}
