using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Postern.Server.Store;

/// <summary>What the owner of a cell does to rows of one kind: find those that are due, and write results under its lease.</summary>
internal sealed class WorkRows<T>(IDbContextFactory<StoreContext> contexts, TimeProvider clock, WorkSignal signal) where T : Reconciled
{
    /// <summary>For so long, passes belong to the trace of the request that made the wish.</summary>
    private static readonly TimeSpan WishIsNew = TimeSpan.FromMinutes(10);

    /// <summary>Those that are due before <paramref name="until"/>, the longest overdue first, and no more than <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<DueRow>> DueAsync(string cell, DateTime until, int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var traced = clock.GetUtcNow().UtcDateTime - WishIsNew;
        return await db.Set<T>().Where(r => r.Cell == cell && r.DueAt <= until).OrderBy(r => r.DueAt).ThenBy(r => r.Id).Take(most)
            .Select(r => new DueRow(r.Id, r.Generation, r.Failures, r.DueAt, r.UpdatedAt > traced ? r.TraceParent : null)).ToListAsync(cancellationToken);
    }

    /// <summary>Writes result columns, together with what else belongs to the result. False, and nothing written, where the lease is lost or the row is gone.</summary>
    /// <param name="row">The row as it was loaded: where its wish has changed since, it stays due.</param>
    /// <param name="next">When the next pass should be.</param>
    /// <param name="also">Writes of other tables in the same transaction.</param>
    public async Task<bool> CompleteAsync(
        Lease lease, T row, TimeSpan next, Action<UpdateSettersBuilder<T>> result, Func<StoreContext, Task>? also = null)
    {
        // What was done in AWS is done: its result is written even while the process is asked to stop.
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var (generation, dueAt) = (row.Generation, clock.GetUtcNow().UtcDateTime + next);
        if (!await db.HoldAsync(lease, CancellationToken.None) || await db.Set<T>().Where(r => r.Id == row.Id).ExecuteUpdateAsync(s =>
        {
            result(s);
            s.SetProperty(r => r.Failures, 0).SetProperty(r => r.DueAt, r => r.Generation == generation ? dueAt : r.DueAt);
        }, CancellationToken.None) == 0)
        {
            return false;
        }

        if (also is not null)
        {
            await also(db);
            await db.SaveChangesAsync(CancellationToken.None);
        }

        await transaction.CommitAsync(CancellationToken.None);
        WakeFor(next, db.HasMadeDue);
        return true;
    }

    /// <summary>A pass found all as it was written. False, and nothing written, where the lease is lost or the wish has changed since.</summary>
    public async Task<bool> RestAsync(Lease lease, DueRow row, TimeSpan next, Action<UpdateSettersBuilder<T>> result)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var (dueAt, held) = (clock.GetUtcNow().UtcDateTime + next, db.HeldBy(lease));
        var isWritten = await db.Set<T>().Where(r => r.Id == row.Id && r.Generation == row.Generation && held.Any()).ExecuteUpdateAsync(s =>
        {
            result(s);
            s.SetProperty(r => r.DueAt, dueAt);
        }, CancellationToken.None) == 1;
        WakeFor(next);
        return isWritten;
    }

    /// <summary>A pass failed: says why and comes back later. A newer wish stays due.</summary>
    public async Task PostponeAsync(Lease lease, DueRow row, TimeSpan delay, string reason)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var (generation, dueAt) = (row.Generation, clock.GetUtcNow().UtcDateTime + delay);
        var held = db.HeldBy(lease);
        await db.Set<T>().Where(r => r.Id == row.Id && held.Any()).ExecuteUpdateAsync(s => s
            .SetProperty(r => r.Failures, r => r.Failures + 1)
            .SetProperty(r => r.Reason, reason)
            .SetProperty(r => r.DueAt, r => r.Generation == generation ? dueAt : r.DueAt), CancellationToken.None);
        WakeFor(delay);
    }

    /// <summary>Has the rows whose last pass failed looked at now.</summary>
    public async Task RetryFailedAsync(Lease lease, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (held, now) = (db.HeldBy(lease), clock.GetUtcNow().UtcDateTime);
        await db.Set<T>().Where(r => r.Cell == lease.Cell && r.Failures > 0 && r.DueAt > now && held.Any())
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.DueAt, now), cancellationToken);
    }

    /// <summary>It is gone from AWS, so its row goes.</summary>
    public async Task<bool> RemoveAsync(Lease lease, string id, Func<StoreContext, Task>? also = null)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        if (!await db.HoldAsync(lease, CancellationToken.None) || await db.Set<T>().Where(r => r.Id == id && r.IsDeleting).ExecuteDeleteAsync(CancellationToken.None) == 0)
        {
            return false;
        }

        if (also is not null)
        {
            await also(db);
            await db.SaveChangesAsync(CancellationToken.None);
        }

        await transaction.CommitAsync(CancellationToken.None);
        WakeFor(WorkSignal.Sweep, db.HasMadeDue);
        return true;
    }

    /// <summary>The worker knows what is due until its next sweep; what becomes due before that, it has to see.</summary>
    private void WakeFor(TimeSpan next, bool hasMadeDue = false)
    {
        if (hasMadeDue || next < WorkSignal.Sweep)
        {
            signal.Set();
        }
    }
}

/// <param name="Generation">The wish that the pass is for.</param>
/// <param name="Failures">Passes in a row that failed before this one.</param>
/// <param name="TraceParent">The request that made the wish, while it is new.</param>
internal sealed record DueRow(string Id, long Generation, int Failures, DateTime DueAt, string? TraceParent = null);
