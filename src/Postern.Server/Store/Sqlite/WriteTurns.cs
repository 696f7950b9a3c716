using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Postern.Server.Store.Sqlite;

/// <summary>
/// Has those that write wait for each other in the order in which they came. SQLite has one writer at a time, and its driver looks again only every 150 ms
/// for whether it may, on a thread that is held meanwhile.
/// </summary>
internal sealed class WriteTurns : IDbTransactionInterceptor, IDbCommandInterceptor
{
    public static readonly WriteTurns Instance = new();

    private WriteTurns()
    {
    }

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await Store(eventData).TakeTurnAsync(cancellationToken);
        return result;
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) => GiveAsync(eventData, isTransactionOver: true);

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) => GiveAsync(eventData, isTransactionOver: true);

    public async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await Store(eventData).TakeTurnAsync(cancellationToken);
        return result;
    }

    public async ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        await GiveAsync(eventData);
        return result;
    }

    public Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default) => GiveAsync(eventData);

    public Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default) => GiveAsync(eventData);

    private static Task GiveAsync(DbContextEventData eventData, bool isTransactionOver = false)
    {
        Store(eventData).EndTurn(isTransactionOver);
        return Task.CompletedTask;
    }

    private static SqliteStore Store(DbContextEventData eventData) => (SqliteStore)eventData.Context!;
}
