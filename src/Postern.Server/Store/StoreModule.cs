using Microsoft.EntityFrameworkCore;
using Postern.Server.Store.Postgres;

namespace Postern.Server.Store;

/// <summary>What is remembered, in SQLite or in PostgreSQL.</summary>
internal static class StoreModule
{
    public static IServiceCollection AddStore(this IServiceCollection services, Func<IServiceProvider, StoreLocation> location) => services
        .AddSingleton(location)
        .AddSingleton<IDbContextFactory<StoreContext>, StoreContexts>()
        .AddSingleton<WorkSignal>()
        .AddSingleton<PostgresPresence>()
        .AddHostedService(s => s.GetRequiredService<PostgresPresence>())
        .AddSingleton<Commits>()
        .AddSingleton<Leases>()
        .AddSingleton<CellRows>()
        .AddSingleton(typeof(WorkRows<>))
        .AddSingleton<ProjectRows>()
        .AddSingleton<EventRows>()
        .AddSingleton<WebhookRows>()
        .AddSingleton<AccessTokens>()
        .AddSingleton<GatewaySightings>()
        .AddSingleton<UserRows>()
        .AddSingleton<Passwords>()
        .AddSingleton<MemberRows>()
        .AddSingleton<VpcRows>()
        .AddSingleton<PeeringRows>()
        .AddSingleton<ServiceRows>()
        .AddSingleton<PrivateLinkRows>()
        .AddSingleton<RecoveryRows>()
        .AddSingleton<PrivateLinkResults>();

    /// <summary>Brings the tables up to date.</summary>
    public static async Task MigrateStoreAsync(this IServiceProvider services, string cell, CancellationToken cancellationToken)
    {
        var location = services.GetRequiredService<StoreLocation>();
        var isShared = location.IsPostgreSql;
        await using (isShared ? await MigrationTurn.TakeAsync(location, cancellationToken) : null)
        await using (var db = await services.GetRequiredService<IDbContextFactory<StoreContext>>().CreateDbContextAsync(cancellationToken))
        {
            await db.Database.MigrateAsync(cancellationToken);
            if (!isShared)
            {
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
            }

            if (!await db.Cells.AnyAsync(c => c.Name == cell, cancellationToken))
            {
                db.Cells.Add(new Cell { Name = cell, ExpiresAt = DateTime.UnixEpoch });
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        if (!isShared)
        {
            // A store on SQLite has one process, so whoever held a lease is dead.
            await services.GetRequiredService<Leases>().EndAllAsync(cancellationToken);
        }
    }
}
