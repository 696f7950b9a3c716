using Postern.Server.Catalogue;
using Postern.Server.Runtime;
using Postern.Server.Store;

namespace Postern.Server.Tests.Runtime;

public sealed class KafkaNodeTests
{
    /// <summary>The node says that it is ready once its three brokers answered over TLS, through the gateway, to the service's own certificate.</summary>
    [Fact]
    public async Task Node_StartsAgainWhenAllOfItIsKilled()
    {
        using var folder = new TemporaryFolder();
        var (now, options, names) = (TimeProvider.System.GetUtcNow(), new DataOptions { Data = folder.Path }, new HostNames("postern.internal"));
        var (certificate, key) = AccessCertificate.Issue(now);
        var service = new Service
        {
            Id = "0123456789abcdef", Cell = "c", Project = "demo", Name = "my-kafka", Type = "kafka", Plan = "startup-2", NetworkId = "n", Port = 15432, AdminPassword = "secret", CreatedAt = now.UtcDateTime,
            UserConfig = """{"kafka_version":"development"}""", AccessCertificate = certificate, AccessKey = key,
        };
        var software = new KafkaSoftware(new KafkaOptions { Gateway = Program("Postern.Gateway") }, new ServiceCatalogue([]), names);
        var files = new NodeFiles(options, [software], names, TimeProvider.System);
        files.Write(service, ProjectRows.New("demo", account: null, "c", basePort: 10000, now));
        var own = Path.Combine(folder.Path, "services", service.Id, "kafka");

        for (var run = 0; run < 2; run++)
        {
            await using var node = await RunningNode.StartAsync(files.UserData(service), own);
            Assert.True(files.IsReady(service));
            Assert.Null(files.Backup(service));
        }
    }

    /// <summary>Beside the tests' own folder in the build's output.</summary>
    private static string Program(string name) => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, "release", name));
}
