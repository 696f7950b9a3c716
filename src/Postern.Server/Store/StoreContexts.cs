using Microsoft.EntityFrameworkCore;
using Postern.Server.Store.Postgres;
using Postern.Server.Store.Sqlite;

namespace Postern.Server.Store;

/// <summary>Opens the store that is configured.</summary>
internal sealed class StoreContexts : IDbContextFactory<StoreContext>
{
    private readonly Func<StoreContext> _open;

    public StoreContexts(StoreLocation location, TimeProvider clock, ILoggerFactory loggers, Commits commits)
    {
        if (location.IsPostgreSql)
        {
            var options = PostgresStore.Options(location.PostgreSql).UseLoggerFactory(loggers).AddInterceptors(commits).Options;
            _open = () => new PostgresStore(options, clock);
        }
        else
        {
            var options = SqliteStore.Options(location.SqlitePath).UseLoggerFactory(loggers).AddInterceptors(commits).Options;
            var turn = new SemaphoreSlim(1);
            _open = () => new SqliteStore(options, clock, turn);
        }
    }

    public StoreContext CreateDbContext() => _open();
}
