using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>One kind of row that the owner of a cell makes true.</summary>
internal interface ICellTask
{
    string Kind { get; }

    /// <summary>The rows that are due before <paramref name="until"/>, the longest overdue first, and no more than <paramref name="most"/>.</summary>
    Task<IReadOnlyList<DueRow>> DueAsync(string cell, DateTime until, int most, CancellationToken cancellationToken);

    /// <summary>One pass over one row; writes its result, with the time of the next pass.</summary>
    Task RunAsync(DueRow row, Lease lease, CancellationToken cancellationToken);

    /// <summary>A pass ended in an error.</summary>
    Task PostponeAsync(DueRow row, Lease lease, TimeSpan delay, string reason);

    /// <summary>A new owner does not wait for what the old one could not do.</summary>
    Task RetryFailedAsync(Lease lease, CancellationToken cancellationToken);
}
