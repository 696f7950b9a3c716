using Npgsql;

namespace Postern.Server.Store.Postgres;

/// <summary>
/// Lets replicas that start together bring the tables up to date one after the other: an advisory lock, which the database gives up when its connection ends.
/// The migrations' own lock ends with each migration, so that a second replica would go on with a list that it read before.
/// </summary>
internal static class MigrationTurn
{
    private const int LockClass = 7002;

    /// <summary>Waits for the turn, which ends when what it returns is disposed of.</summary>
    public static async Task<IAsyncDisposable> TakeAsync(StoreLocation location, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(location.PostgreSql) { Pooling = false, CommandTimeout = 0 };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var wait = new NpgsqlCommand($"SELECT pg_advisory_lock({LockClass}, 0)", connection);
            await wait.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
