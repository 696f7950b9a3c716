using Npgsql;
using Postern.Tests.Shared;

namespace Postern.Server.Tests.Store;

/// <summary>A PostgreSQL for the whole run, started when the first test wants it.</summary>
internal static class PostgresCluster
{
    private static readonly SemaphoreSlim Starting = new(1);
    private static (TemporaryFolder Folder, PostgresProcess Process)? _running;

    /// <summary>A connection string to a new, empty database.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var cluster = await RunningAsync();
        var name = "t" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return cluster.ConnectionString(name);
    }

    public static void Stop()
    {
        NpgsqlConnection.ClearAllPools();
        _running?.Process.Dispose();
        _running?.Folder.Dispose();
    }

    private static async Task<PostgresProcess> RunningAsync()
    {
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed");
        await Starting.WaitAsync();
        try
        {
            if (_running is null)
            {
                var folder = new TemporaryFolder();
                _running = (folder, await PostgresProcess.StartAsync(folder.Path));
            }

            return _running.Value.Process;
        }
        finally
        {
            Starting.Release();
        }
    }
}
