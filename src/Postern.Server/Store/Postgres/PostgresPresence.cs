using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Postern.Server.Store.Postgres;

/// <summary>
/// A connection for as long as the process lives. It holds an advisory lock that the database gives up when the process dies, so that others need not
/// wait for the end of its leases, and it listens for what other replicas have done.
/// </summary>
internal sealed partial class PostgresPresence(StoreLocation location, WorkSignal signal, TimeProvider clock, ILogger<PostgresPresence> logger) : BackgroundService
{
    /// <summary>The first of the two numbers of the lock; the second is the replica's own.</summary>
    private const int LockClass = 7001;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Held? _held;

    /// <summary>Ends when this process is first seen to live.</summary>
    public Task Shown => IsNeeded ? _shown.Task : Task.CompletedTask;

    /// <summary>Whether this is a store of replicas. Where it is not, there is nobody to show it to.</summary>
    public bool IsNeeded => location.IsPostgreSql;

    /// <summary>What is written beside a lease that is taken; null while there is nothing to show.</summary>
    public int? Number => _held?.Number;

    /// <summary>Ends the leases of replicas whose lock is gone. A replica that only lost its connection finds out by the same connection.</summary>
    public Task BuryTheDeadAsync(StoreContext db, CancellationToken cancellationToken) => !IsNeeded ? Task.CompletedTask : db.Database.ExecuteSqlAsync($"""
        UPDATE "Cells" SET "ExpiresAt" = {DateTime.UnixEpoch}, "Presence" = NULL
        WHERE "Presence" IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = {LockClass} AND objid = "Cells"."Presence"::oid
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
        """, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (IsNeeded && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException or InvalidOperationException or System.Net.Sockets.SocketException)
            {
                LogLost(e.Message);
                var pause = Task.Delay(Retry, clock, stoppingToken);
                signal.Set();
                await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(location.PostgreSql) { KeepAlive = 5, Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var number = Random.Shared.Next(1, int.MaxValue);
        connection.Notification += (_, _) => signal.Set();
        await using (var start = new NpgsqlCommand($"SELECT pg_advisory_lock({LockClass}, {number}); LISTEN {PostgresStore.Channel}", connection))
        {
            await start.ExecuteNonQueryAsync(cancellationToken);
        }

        _held = new Held(number);
        signal.Set();
        _shown.TrySetResult();
        try
        {
            while (true)
            {
                await connection.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            _held = null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The connection to PostgreSQL that shows that this replica lives is lost: {Reason}")]
    private partial void LogLost(string reason);

    private sealed record Held(int Number);
}
