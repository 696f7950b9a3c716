using System.Diagnostics;
using System.Globalization;
using Postern.Server.Catalogue;
using Postern.Server.Runtime;
using Postern.Server.Store;

namespace Postern.Server.Tests.Runtime;

/// <summary>The scripts of a node, run as an instance would run them: in network, mount and process namespaces of their own.</summary>
public sealed class PostgresNodeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_StartsAndKeepsItsDataWhenAllOfItIsKilled()
    {
        var versions = PostgresVersions.Installed();
        Assert.SkipWhen(versions.Count == 0, "PostgreSQL is not installed");
        using var folder = new TemporaryFolder();
        var now = TimeProvider.System.GetUtcNow();
        var (certificate, key) = ProjectCa.Create("demo", now);
        var project = new Project { Name = "demo", AccountId = "a", DefaultCloud = "c", BasePort = 10000, CaCertificate = certificate, CaKey = key, CreatedAt = now.UtcDateTime };
        var service = Service(versions[0], now.UtcDateTime);
        var files = new NodeFiles(new DataOptions { Data = folder.Path }, new ServiceCatalogue(versions), new HostNames("postern.internal"), TimeProvider.System);
        files.Write(service, project);
        var own = Path.Combine(folder.Path, "services", service.Id, "pg");

        await using (await RunningNode.StartAsync(files.UserData(service), own))
        {
            Assert.True(files.IsReady(service));
            Assert.True(files.Backup(service)!.Value.Size > 0);
            Assert.Equal("f|t|t|defaultdb", await QueryAsync(own, service, "SELECT rolsuper, rolcreatedb, rolcreaterole, (SELECT datname FROM pg_database WHERE datdba = r.oid) FROM pg_roles r WHERE rolname = 'avnadmin'"));
            Assert.Equal("on|scram-sha-256", await QueryAsync(own, service, "SELECT current_setting('ssl'), current_setting('password_encryption')"));
            Assert.Equal("host: 0", await QueryAsync(own, service, "SELECT 'host: ' || count(*) FROM pg_hba_file_rules WHERE type IN ('host', 'hostnossl') OR error IS NOT NULL"));
            Assert.Equal("INSERT 0 1", (await QueryAsync(own, service, "CREATE TABLE kept(i int); INSERT INTO kept VALUES (42)")).Split('\n')[^1]);
        }

        Assert.True(File.Exists(Path.Combine(own, "data", "postmaster.pid")));
        await using (await RunningNode.StartAsync(files.UserData(service), own))
        {
            Assert.Equal("42", await QueryAsync(own, service, "SELECT i FROM kept"));
        }
    }

    private static Service Service(string version, DateTime now) => new()
    {
        Id = "0123456789abcdef", Cell = "c", Project = "demo", Name = "my-pg", Type = "pg", Plan = "startup-4", NetworkId = "n", Port = 15432, AdminPassword = "secret", CreatedAt = now,
        UserConfig = $$"""{"pg_version":"{{version}}"}""",
        Network = new ProjectVpc { Id = "n", Cell = "c", Project = "demo", NetworkCidr = "10.1.2.0/24", CreatedAt = now },
    };

    /// <summary>Over the node's own socket, which is a file.</summary>
    private static async Task<string> QueryAsync(string own, Service service, string sql)
    {
        using var psql = Process.Start(new ProcessStartInfo("psql",
            ["-XAt", "-h", Path.Combine(own, "socket"), "-p", service.Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-d", "postgres", "-c", sql])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        var (output, error) = (await psql.StandardOutput.ReadToEndAsync(Cancellation), await psql.StandardError.ReadToEndAsync(Cancellation));
        await psql.WaitForExitAsync(Cancellation);
        Assert.True(psql.ExitCode == 0, error);
        return output.Trim();
    }

    private sealed class RunningNode : IAsyncDisposable
    {
        /// <summary>Stays root: whoever changes users is no longer killed with its parent.</summary>
        private const string FirstProcess = "/bin/sh \"$0\"; exit $?";

        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

        private readonly Process _process;

        private RunningNode(Process process) => _process = process;

        /// <summary>Ends when the node says that it is ready.</summary>
        public static async Task<RunningNode> StartAsync(string userData, string own)
        {
            var script = Path.GetTempFileName();
            await File.WriteAllTextAsync(script, userData, Cancellation);
            Directory.CreateDirectory(own);
            File.Delete(Path.Combine(own, "ready"));
            using var watcher = new FileSystemWatcher(own, "ready");
            var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watcher.Created += (_, _) => ready.TrySetResult();
            watcher.EnableRaisingEvents = true;
            string[] namespaces = Environment.IsPrivilegedProcess ? ["--mount", "--pid", "--net"] : ["--user", "--map-root-user", "--mount", "--pid", "--net"];
            var process = Process.Start(new ProcessStartInfo("unshare", [.. namespaces, "--fork", "--kill-child", "/bin/sh", "-c", FirstProcess, script]) { UseShellExecute = false })!;
            var ended = process.WaitForExitAsync(Cancellation);
            var first = await Task.WhenAny(ready.Task, ended).WaitAsync(Patience, Cancellation);
            Assert.True(first == ready.Task, "The node ended before it was ready.");
            File.Delete(script);
            return new RunningNode(process);
        }

        /// <summary>As kill -9 of everything.</summary>
        public async ValueTask DisposeAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }
    }
}
