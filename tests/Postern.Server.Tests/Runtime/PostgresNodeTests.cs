using System.Diagnostics;
using System.Globalization;
using Postern.Server.Catalogue;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Runtime.Postgres;
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
        var project = ProjectRows.New("demo", account: null, "c", basePort: 10000, now);
        var service = Service(versions[0], now.UtcDateTime);
        var options = new DataOptions { Data = folder.Path };
        var files = new NodeFiles(options, [new PostgresSoftware(options, new NodesOptions(), new ServiceCatalogue(versions))], new HostNames("postern.internal"), TimeProvider.System);
        files.Write(service, project);
        var own = Path.Combine(folder.Path, "services", service.Id, "pg");

        await using (await RunningNode.StartAsync(files.UserData(service), own))
        {
            Assert.True(files.IsReady(service));
            Assert.True(Assert.Single(files.Backups(service)).Size > 0);
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

    [Fact]
    public async Task Backups_AreTakenInTime_AsManyAsThePlanKeeps_AndAnotherServiceBeginsWithOne()
    {
        var versions = PostgresVersions.Installed();
        Assert.SkipWhen(versions.Count == 0, "PostgreSQL is not installed");
        using var folder = new TemporaryFolder();
        var now = TimeProvider.System.GetUtcNow();
        var project = ProjectRows.New("demo", account: null, "c", basePort: 10000, now);
        var (options, service) = (new DataOptions { Data = folder.Path }, Service(versions[0], now.UtcDateTime));
        var files = new NodeFiles(options, [new PostgresSoftware(options, new NodesOptions { BackupEvery = TimeSpan.Zero }, new ServiceCatalogue(versions))], new HostNames("postern.internal"), TimeProvider.System);
        files.Write(service, project);
        var own = Path.Combine(folder.Path, "services", service.Id, "pg");
        await using (await RunningNode.StartAsync(files.UserData(service), own))
        {
            var first = Assert.Single(files.Backups(service)).Name;
            await QueryAsync(own, service, "CREATE TABLE kept(i int)");
            await QueryAsync(own, service, "INSERT INTO kept VALUES (42)");
            var made = TimeProvider.System.GetUtcNow();
            while (files.Backups(service) is var all && (all.Any(backup => backup.Name == first) || all[^1].At < made.UtcDateTime.AddSeconds(1)))
            {
                Cancellation.ThrowIfCancellationRequested();
                Assert.InRange(all.Count, 1, 3); // the plan keeps two; a new one comes before the oldest goes
            }

            var fork = Service(versions[0], now.UtcDateTime, "fork", new BackupOrigin(service.Id, files.Backups(service)[0].Name));
            files.Write(fork, project);
            Assert.Null(files.Restore(fork));
            var forked = Path.Combine(folder.Path, "services", fork.Id, "pg");
            await using (await RunningNode.StartAsync(files.UserData(fork), forked))
            {
                Assert.Equal("42", await QueryAsync(forked, fork, "SELECT i FROM kept"));
                Assert.False(File.Exists(Path.Combine(forked, "restore.tar.gz")));
            }

            Assert.Null(files.Restore(fork));
            Assert.Contains("no longer there", files.Restore(Service(versions[0], now.UtcDateTime, "late", new BackupOrigin(service.Id, first))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pooler_TakesTheRolesThatThereAre_OverTls()
    {
        var versions = PostgresVersions.Installed();
        Assert.SkipWhen(versions.Count == 0 || !PostgresVersions.HasPooler, "PostgreSQL or PgBouncer is not installed");
        using var folder = new TemporaryFolder();
        var now = TimeProvider.System.GetUtcNow();
        var service = Service(versions[0], now.UtcDateTime);
        service.UserConfig = $$"""{"pg_version":"{{versions[0]}}","pgbouncer":{"autodb_pool_mode":"session","autodb_pool_size":2} }""";
        var options = new DataOptions { Data = folder.Path };
        var files = new NodeFiles(options, [new PostgresSoftware(options, new NodesOptions(), new ServiceCatalogue(versions, hasPooler: true))], new HostNames("postern.internal"), TimeProvider.System);
        files.Write(service, ProjectRows.New("demo", account: null, "c", basePort: 10000, now));
        var own = Path.Combine(folder.Path, "services", service.Id, "pg");

        await using var node = await RunningNode.StartAsync(files.UserData(service), own);
        Assert.Equal("avnadmin", await UntilAsync(node, "sslmode=require user=avnadmin password=secret", "SELECT current_user"));
        Assert.Equal("CREATE ROLE", await UntilAsync(node, "sslmode=require user=avnadmin password=secret", "CREATE ROLE \"an app\" LOGIN PASSWORD 'other'"));
        Assert.Equal("an app", await UntilAsync(node, "sslmode=require user='an app' password=other", "SELECT current_user"));
        Assert.Contains("SSL required", await RefusedAsync(node, "sslmode=disable user=avnadmin password=secret"), StringComparison.Ordinal);
        Assert.Contains("authentication failed", await RefusedAsync(node, "sslmode=require user=avnadmin password=wrong"), StringComparison.Ordinal);
    }

    /// <summary>Through the pooler; a role is known to it a moment after it was made.</summary>
    private static async Task<string> UntilAsync(RunningNode node, string user, string sql)
    {
        while (true)
        {
            var (succeeded, output, error) = await ThroughPoolerAsync(node, user, sql);
            if (succeeded)
            {
                return output;
            }

            Cancellation.ThrowIfCancellationRequested();
            TestContext.Current.TestOutputHelper!.WriteLine(error);
        }
    }

    private static async Task<string> RefusedAsync(RunningNode node, string user)
    {
        var (succeeded, _, error) = await ThroughPoolerAsync(node, user, "SELECT 1");
        Assert.False(succeeded);
        return error;
    }

    private static async Task<(bool Succeeded, string Output, string Error)> ThroughPoolerAsync(RunningNode node, string user, string sql)
    {
        var start = await node.InNetworkAsync("psql", "-XAt", $"host=127.0.0.1 port=15433 dbname=defaultdb {user}", "-c", sql);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var psql = Process.Start(start)!;
        var (output, error) = (await psql.StandardOutput.ReadToEndAsync(Cancellation), await psql.StandardError.ReadToEndAsync(Cancellation));
        await psql.WaitForExitAsync(Cancellation);
        return (psql.ExitCode == 0, output.Trim(), error);
    }

    private static Service Service(string version, DateTime now, string id = "0123456789abcdef", BackupOrigin? restoredFrom = null) => new()
    {
        Id = id, RestoredFrom = restoredFrom, Cell = "c", Project = "demo", Name = "my-pg", Type = "pg", Plan = "startup-4", NetworkId = "n", Port = 15432, AdminPassword = "secret", CreatedAt = now,
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
}
