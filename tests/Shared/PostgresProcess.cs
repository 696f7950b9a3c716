using System.Diagnostics;

namespace Postern.Tests.Shared;

/// <summary>A PostgreSQL of the test's own, reached by a socket in its folder. It ends with this process, however that ends.</summary>
internal sealed class PostgresProcess : IDisposable
{
    private const string Installed = "/usr/lib/postgresql";

    private readonly string _folder;
    private readonly Process _process;

    private PostgresProcess(string folder, Process process) => (_folder, _process) = (folder, process);

    public static bool IsInstalled => Directory.Exists(Installed) && Directory.EnumerateDirectories(Installed).Any();

    /// <param name="folder">Empty, and with a short path: that of a socket has 107 characters at most.</param>
    public static async Task<PostgresProcess> StartAsync(string folder)
    {
        var bin = Path.Combine(Directory.EnumerateDirectories(Installed).MaxBy(path => int.TryParse(Path.GetFileName(path), out var version) ? version : 0)!, "bin");
        var data = Path.Combine(folder, "data");
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder);
        }

        await RunAsync([.. AsPostgres(), Path.Combine(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        var serve = $"{string.Join(' ', AsPostgres())} {bin}/postgres -D {data} -k {folder} -c listen_addresses= -c fsync=off -c max_connections=200 & server=$!; read _; kill -INT $server; wait";
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
        return new PostgresProcess(folder, process);
    }

    public string ConnectionString(string database) => $"Host={_folder};Username=postgres;Database={database};Maximum Pool Size=40";

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
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
