using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Postern.Server.Store;

namespace Postern.Server.Preflight;

/// <summary>Whether the store answers, and knows what this version knows. It changes nothing.</summary>
internal static class DatabaseCheck
{
    public static async Task<Finding> RunAsync(StoreContext db, StoreLocation location, CancellationToken cancellationToken)
    {
        var place = location.IsPostgreSql ? "PostgreSQL" : location.SqlitePath;
        if (!location.IsPostgreSql && !File.Exists(location.SqlitePath))
        {
            return new(Grade.Ok, "database", $"{place} is not there yet: the server's first start makes it");
        }

        try
        {
            var (known, applied) = (db.Database.GetMigrations().ToList(), (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList());
            return applied.Except(known, StringComparer.Ordinal).ToList() is { Count: > 0 } newer ? new(Grade.Fail, "database", $"{place} was changed by a newer version ({string.Join(", ", newer)}). Run that version, or take it back there with `postern server database to {known[^1]}`.")
                : known.Except(applied, StringComparer.Ordinal).Count() is > 0 and var missing ? new(Grade.Warn, "database", $"{place} lacks {missing} migrations, which the server's next start applies. Back it up first.")
                : new(Grade.Ok, "database", $"{place} has all {known.Count} migrations");
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            return new(Grade.Fail, "database", $"{place} does not answer: {e.Message.TrimEnd('.')}. Set Postern__Store__PostgreSql to a connection string that works, or leave it out for SQLite.");
        }
    }
}
