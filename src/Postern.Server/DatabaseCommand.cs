using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server;

/// <summary>
/// <c>server database</c> tells which migrations the store has; <c>server database to MIGRATION</c> brings it there, forwards or back, so that an older server can take it up again.
/// No server may use the store meanwhile.
/// </summary>
internal static class DatabaseCommand
{
    /// <returns>0, or 1 where the store was left as it is, or 2 where the line was not understood; <paramref name="error"/> says why.</returns>
    /// <exception cref="InvalidOperationException">Another server uses the data folder, or a setting is wrong.</exception>
    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (args is not ([] or ["to", _]))
        {
            await error.WriteLineAsync("Usage: server database [to MIGRATION]");
            return 2;
        }

        await using var db = await services.GetRequiredService<IDbContextFactory<StoreContext>>().CreateDbContextAsync(cancellationToken);
        var known = db.Database.GetMigrations().ToList();
        if (args is ["to", var name])
        {
            if (known.SingleOrDefault(m => m == name || m.EndsWith("_" + name, StringComparison.Ordinal)) is not { } target)
            {
                await error.WriteLineAsync($"'{name}' is not a migration of this version. It knows: {string.Join(", ", known)}.");
                return 1;
            }

            services.GetRequiredService<DataFolder>(); // keeps other servers out where it is theirs alone
            if (await OwnerAsync(db, services.GetRequiredService<StoreLocation>(), services.GetRequiredService<TimeProvider>(), cancellationToken) is { } owner)
            {
                await error.WriteLineAsync($"The server {owner} works on this store. Stop every server; one that was killed is forgotten after 15 seconds.");
                return 1;
            }

            await db.GetService<IMigrator>().MigrateAsync(target, cancellationToken);
        }

        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        foreach (var migration in known.Concat(applied.Except(known)))
        {
            await output.WriteLineAsync($"{migration}  {(!applied.Contains(migration) ? "not applied" : known.Contains(migration) ? "applied" : "applied by a newer version")}");
        }

        return 0;
    }

    /// <summary>Who holds a cell; on SQLite the lock of the data folder has said it already.</summary>
    private static async Task<string?> OwnerAsync(StoreContext db, StoreLocation store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return store.IsPostgreSql && (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any()
            ? await db.Cells.Where(c => c.ExpiresAt > now).Select(c => c.Owner).FirstOrDefaultAsync(cancellationToken)
            : null;
    }
}
