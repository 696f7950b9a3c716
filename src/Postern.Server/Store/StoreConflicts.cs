using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Postern.Server.Store;

/// <summary>
/// Two that change the same rows at once. SQLite lets one wait for the other; PostgreSQL lets one fail, which then has to look again:
/// https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
/// </summary>
internal static class StoreConflicts
{
    private const int MostAttempts = 10;

    /// <summary>https://www.sqlite.org/rescode.html#constraint_unique and #constraint_primarykey</summary>
    private const int SqliteUnique = 2067, SqlitePrimaryKey = 1555;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs <paramref name="step"/> again, from its beginning, for as long as it meets somebody else; what it wrote before was rolled back.</summary>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> step, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await step();
            }
            catch (Exception e) when (attempt < MostAttempts && Is(e))
            {
                await Task.Delay(Longest * (attempt * Random.Shared.NextDouble() / MostAttempts), clock, cancellationToken);
            }
        }
    }

    public static bool Is(Exception error) => error is DbUpdateConcurrencyException
        || Cause<SqliteException>(error) is { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey }
        || Cause<PostgresException>(error) is { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation };

    /// <summary>Whether PostgreSQL cannot be reached, or goes down.</summary>
    public static bool IsUnreachable(Exception error) => Cause<NpgsqlException>(error) is { } cause
        && (cause is not PostgresException { SqlState: var state } || state.StartsWith("57P", StringComparison.Ordinal) || state == PostgresErrorCodes.TooManyConnections);

    private static T? Cause<T>(Exception? error) where T : Exception
    {
        while (error is not null and not T)
        {
            error = error.InnerException;
        }

        return (T?)error;
    }
}
