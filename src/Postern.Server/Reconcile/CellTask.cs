using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>A task over rows of one kind: which of them are due, and what becomes of those whose pass failed, is the same for all kinds.</summary>
internal abstract class CellTask<T>(WorkRows<T> rows) : ICellTask where T : Reconciled
{
    public abstract string Kind { get; }

    protected WorkRows<T> Rows { get; } = rows;

    public abstract Task RunAsync(DueRow row, Lease lease, CancellationToken cancellationToken);

    public Task<IReadOnlyList<DueRow>> DueAsync(string cell, DateTime until, int most, CancellationToken cancellationToken) =>
        Rows.DueAsync(cell, until, most, cancellationToken);

    public Task PostponeAsync(DueRow row, Lease lease, TimeSpan delay, string reason) => Rows.PostponeAsync(lease, row, delay, reason);

    public Task RetryFailedAsync(Lease lease, CancellationToken cancellationToken) => Rows.RetryFailedAsync(lease, cancellationToken);
}
