using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

/// <summary>How the PrivateLinks of a cell do.</summary>
/// <param name="Failing">Those whose last pass failed, or that AWS refused something.</param>
/// <param name="Overdue">Those that should have been looked at already.</param>
internal sealed record CellWork(Cell Cell, int Services, int Creating, int Active, int Deleting, int Failing, int Overdue, DateTime? OldestDueAt);

/// <summary>Cells, and what is in them.</summary>
internal sealed class CellRows(IDbContextFactory<StoreContext> contexts, TimeProvider clock)
{
    public async Task<IReadOnlyList<CellWork>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var found = new List<CellWork>();
        foreach (var cell in await db.Cells.AsNoTracking().OrderBy(c => c.Name).ToListAsync(cancellationToken))
        {
            var links = db.PrivateLinks.Where(p => p.Cell == cell.Name);
            found.Add(new CellWork(
                cell,
                await db.Services.CountAsync(s => s.Cell == cell.Name && !s.IsDeleting, cancellationToken),
                await links.CountAsync(p => !p.IsDeleting && p.AwsServiceId == null, cancellationToken),
                await links.CountAsync(p => !p.IsDeleting && p.AwsServiceId != null, cancellationToken),
                await links.CountAsync(p => p.IsDeleting, cancellationToken),
                await links.CountAsync(p => p.Failures > 0 || p.IsRefused, cancellationToken),
                await links.CountAsync(p => p.DueAt < now, cancellationToken),
                await links.Where(p => p.DueAt < now && p.DueAt > Reconciled.First).OrderBy(p => p.DueAt).Select(p => (DateTime?)p.DueAt).FirstOrDefaultAsync(cancellationToken)));
        }

        return found;
    }
}
