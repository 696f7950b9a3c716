using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

/// <summary>What is remembered, in SQLite: the one place that says so.</summary>
internal static class StoreModule
{
    public static IServiceCollection AddStore(this IServiceCollection services, Func<IServiceProvider, string> databasePath) => services
        .AddDbContextFactory<StoreContext>((s, options) => options.UseSqlite(ConnectionString(databasePath(s))))
        .AddSingleton<WorkSignal>()
        .AddSingleton<Leases>()
        .AddSingleton(typeof(WorkRows<>))
        .AddSingleton<ProjectRows>()
        .AddSingleton<AccessTokens>()
        .AddSingleton<UserRows>()
        .AddSingleton<Passwords>()
        .AddSingleton<MemberRows>()
        .AddSingleton<VpcRows>()
        .AddSingleton<ServiceRows>()
        .AddSingleton<PrivateLinkRows>()
        .AddSingleton<PrivateLinkResults>();

    /// <summary>Brings the tables up to date. A store on SQLite has one process, so whoever held a lease is dead.</summary>
    public static async Task MigrateStoreAsync(this IServiceProvider services, string cell, CancellationToken cancellationToken)
    {
        await using (var db = await services.GetRequiredService<IDbContextFactory<StoreContext>>().CreateDbContextAsync(cancellationToken))
        {
            await db.Database.MigrateAsync(cancellationToken);
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
            if (!await db.Cells.AnyAsync(c => c.Name == cell, cancellationToken))
            {
                db.Cells.Add(new Cell { Name = cell, ExpiresAt = DateTime.UnixEpoch });
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        await services.GetRequiredService<Leases>().EndAllAsync(cancellationToken);
    }

    public static string ConnectionString(string path) => new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString();
}
