using System.Data;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

internal enum PrivateLinkRefusal
{
    None,
    ServiceNotFound,
    NotInVpc,
    Exists,
    NotFound,
    Deleting,

    /// <summary>Somebody else has changed it since.</summary>
    Stale,

    /// <summary>The list of principals would be empty, or too long.</summary>
    Principals,

    /// <summary>No repair waits for approval.</summary>
    NothingToRepair,
}

internal sealed class PrivateLinkRows(IDbContextFactory<StoreContext> contexts, TimeProvider clock, WorkSignal signal)
{
    public async Task<(PrivateLinkRefusal Refusal, PrivateLink? Link)> CreateAsync(string project, string service, List<string> principals, string actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var owner = await db.Services.AsNoTracking().Include(s => s.Network).Include(s => s.PrivateLink)
            .SingleOrDefaultAsync(s => s.Project == project && s.Name == service && !s.IsDeleting, cancellationToken);
        switch (owner)
        {
            case null:
                return (PrivateLinkRefusal.ServiceNotFound, null);
            case { PrivateLink: { } existing }:
                return (existing.IsDeleting ? PrivateLinkRefusal.Deleting : PrivateLinkRefusal.Exists, existing);
            case { Network.Project: null }:
                return (PrivateLinkRefusal.NotInVpc, null);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var link = new PrivateLink { Id = Ids.New(), Cell = owner.Cell, ServiceId = owner.Id, Principals = principals, CreatedAt = now, UpdatedAt = now, DueAt = now };
        db.PrivateLinks.Add(link);
        db.Record(project, actor, "service_privatelink_create", $"Created a PrivateLink for {Several(principals)}", service);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Set();
        return (PrivateLinkRefusal.None, link);
    }

    /// <summary>Changes the wish.</summary>
    /// <param name="change">Changes the link, and says so in words; null where there is nothing to change.</param>
    /// <param name="version">The <see cref="PrivateLinkVersion"/> that the client has seen; null where it does not care.</param>
    public Task<(PrivateLinkRefusal Refusal, PrivateLink? Link)> UpdateAsync(
        string project, string service, Func<PrivateLink, (PrivateLinkRefusal Refusal, string? Words)> change, string? version, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(project, service, (db, link) =>
        {
            if (link.IsDeleting)
            {
                return PrivateLinkRefusal.Deleting;
            }

            if (version is not null && version != PrivateLinkVersion.Of(link))
            {
                return PrivateLinkRefusal.Stale;
            }

            var (refusal, words) = change(link);
            if (refusal == PrivateLinkRefusal.None && words is not null)
            {
                db.Record(project, actor, "service_privatelink_update", words, service);
            }

            return refusal;
        }, cancellationToken);

    /// <summary>The times that a service's PrivateLinks spent in each state, the newest first; also those of one that is gone, but not of a service that had the name before.</summary>
    public async Task<IReadOnlyList<PrivateLinkStep>> HistoryAsync(Service service, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.PrivateLinkSteps.AsNoTracking().Where(s => s.Project == service.Project && s.ServiceName == service.Name && s.StartedAt >= service.CreatedAt).OrderByDescending(s => s.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public Task<(PrivateLinkRefusal Refusal, PrivateLink? Link)> DeleteAsync(string project, string service, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(project, service, (db, link) =>
        {
            if (!link.IsDeleting)
            {
                link.IsDeleting = true;
                db.Record(project, actor, "service_privatelink_delete", "Deletes the PrivateLink", service);
            }

            return PrivateLinkRefusal.None;
        }, cancellationToken);

    /// <summary>Has AWS looked at now instead of at the next regular look.</summary>
    public Task<(PrivateLinkRefusal Refusal, PrivateLink? Link)> RefreshAsync(string project, string service, CancellationToken cancellationToken) =>
        ChangeAsync(project, service, (db, link) =>
        {
            // A new generation, so that a pass that is under way cannot put it off.
            db.Entry(link).Property(p => p.IsDeleting).IsModified = true;
            return PrivateLinkRefusal.None;
        }, cancellationToken);

    private async Task<(PrivateLinkRefusal Refusal, PrivateLink? Link)> ChangeAsync(
        string project, string service, Func<StoreContext, PrivateLink, PrivateLinkRefusal> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var owner = await db.Services.Include(s => s.PrivateLink).SingleOrDefaultAsync(s => s.Project == project && s.Name == service && !s.IsDeleting, cancellationToken);
        if (owner?.PrivateLink is not { } link)
        {
            return (owner is null ? PrivateLinkRefusal.ServiceNotFound : PrivateLinkRefusal.NotFound, null);
        }

        var refusal = change(db, link);
        if (refusal == PrivateLinkRefusal.None)
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            signal.Set();
        }

        return (refusal, link);
    }

    private static string Several(List<string> principals) => string.Join(", ", principals);
}
