using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Postern.Server.Store;

/// <summary>Tells who waits that this process committed something. What other processes commit is not seen here, so nobody waits for it alone.</summary>
internal sealed class Commits : DbTransactionInterceptor
{
    private Commit _latest = new(0);

    /// <summary>How many there were, and a task that ends with the next one.</summary>
    public (long Count, Task Next) Latest => Volatile.Read(ref _latest) is var latest ? (latest.Count, latest.Next.Task) : default;

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Announce();

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Announce();
        return Task.CompletedTask;
    }

    private void Announce()
    {
        Commit before;
        do
        {
            before = Volatile.Read(ref _latest);
        }
        while (Interlocked.CompareExchange(ref _latest, new Commit(before.Count + 1), before) != before);
        before.Next.SetResult();
    }

    private sealed record Commit(long Count)
    {
        public TaskCompletionSource Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
