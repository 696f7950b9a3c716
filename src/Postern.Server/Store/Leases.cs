using Microsoft.EntityFrameworkCore;
using Postern.Server.Store.Postgres;

namespace Postern.Server.Store;

/// <summary>Who owns a cell. A lease is taken by one conditional update, so that of many only one gets it.</summary>
internal sealed class Leases(IDbContextFactory<StoreContext> contexts, PostgresPresence presence, TimeProvider clock)
{
    /// <summary>Null while somebody else holds it, or while this process cannot show that it lives.</summary>
    public async Task<Lease?> TakeAsync(string cell, string owner, TimeSpan ttl, CancellationToken cancellationToken)
    {
        var number = presence.Number;
        if (number is null && presence.IsNeeded)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await presence.BuryTheDeadAsync(db, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var taken = await db.Cells.Where(c => c.Name == cell && c.ExpiresAt <= now).ExecuteUpdateAsync(s => s
            .SetProperty(c => c.Owner, owner)
            .SetProperty(c => c.Epoch, c => c.Epoch + 1)
            .SetProperty(c => c.Presence, number)
            .SetProperty(c => c.ExpiresAt, now + ttl), cancellationToken);
        return taken == 1
            ? await db.Cells.Where(c => c.Name == cell && c.Owner == owner).Select(c => new Lease(c.Name, owner, c.Epoch, c.Presence)).SingleOrDefaultAsync(cancellationToken)
            : null;
    }

    public async Task<bool> RenewAsync(Lease lease, TimeSpan ttl, CancellationToken cancellationToken)
    {
        if (!IsPresent(lease))
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var expires = clock.GetUtcNow().UtcDateTime + ttl;
        return await db.HeldBy(lease).ExecuteUpdateAsync(s => s.SetProperty(c => c.ExpiresAt, expires), cancellationToken) == 1;
    }

    /// <summary>Whether others can still see that this lease's owner lives. Costs nothing to ask.</summary>
    public bool IsPresent(Lease lease) => lease.Presence == presence.Number;

    /// <summary>Lets the next owner take it without waiting for its end.</summary>
    public async Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.HeldBy(lease).ExecuteUpdateAsync(s => s.SetProperty(c => c.Owner, (string?)null).SetProperty(c => c.ExpiresAt, DateTime.UnixEpoch), cancellationToken);
    }

    /// <summary>Ends every lease. Only for a store of which this process is known to be the only user: then whoever held one is dead.</summary>
    public async Task EndAllAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Cells.ExecuteUpdateAsync(s => s.SetProperty(c => c.ExpiresAt, DateTime.UnixEpoch), cancellationToken);
    }
}

internal static class LeaseQueries
{
    /// <summary>The lease's cell, or nothing where somebody else has taken it since.</summary>
    public static IQueryable<Cell> HeldBy(this StoreContext db, Lease lease) =>
        db.Cells.Where(c => c.Name == lease.Cell && c.Owner == lease.Owner && c.Epoch == lease.Epoch);
}
