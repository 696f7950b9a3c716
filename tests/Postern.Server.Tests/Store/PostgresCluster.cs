using System.Diagnostics;
using Npgsql;
using Postern.Server.Catalogue;

namespace Postern.Server.Tests.Store;

/// <summary>A PostgreSQL for the whole run, reached by a socket in a folder of its own, started when the first test wants it. It ends with this process, however that ends.</summary>
internal sealed class PostgresCluster : IDisposable
{
    private static readonly SemaphoreSlim Starting = new(1);
    private static PostgresCluster? _running;

    private readonly TemporaryFolder _folder;
    private readonly Process _process;

    private PostgresCluster(TemporaryFolder folder, Process process) => (_folder, _process) = (folder, process);

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

    public static void Stop() => _running?.Dispose();

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private string ConnectionString(string database) => $"Host={_folder.Path};Username=postgres;Database={database};Maximum Pool Size=40";

    private static async Task<PostgresCluster> RunningAsync()
    {
        await Starting.WaitAsync();
        try
        {
            return _running ??= await StartAsync();
        }
        finally
        {
            Starting.Release();
        }
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        var versions = PostgresVersions.Installed();
        Assert.SkipWhen(versions.Count == 0, "PostgreSQL is not installed");
        var bin = Path.Combine("/usr/lib/postgresql", versions[0], "bin");
        var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder.Path);
        }

        await RunAsync([.. AsPostgres(), Path.Combine(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        var serve = $"{string.Join(' ', AsPostgres())} {bin}/postgres -D {data} -k {folder.Path} -c listen_addresses= -c fsync=off -c max_connections=200 & server=$!; read _; kill -INT $server; wait";
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", serve]) { RedirectStandardInput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        process.BeginErrorReadLine();
        await ready.Task;
        return new PostgresCluster(folder, process);
    }

    /// <summary>PostgreSQL does not run as root.</summary>
    private static string[] AsPostgres() => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} ended with {process.ExitCode}: " + await output + await error);
    }
}
