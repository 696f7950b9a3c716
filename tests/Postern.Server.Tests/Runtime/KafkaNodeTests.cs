using Postern.Server.Catalogue;
using Postern.Server.Runtime.Kafka;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Tests.Runtime;

public sealed class KafkaNodeTests
{
    /// <summary>The node says that it is ready once its three brokers answered over TLS, through the gateway, to the service's own certificate.</summary>
    [Fact]
    public async Task Node_StartsAgainWhenAllOfItIsKilled()
    {
        using var folder = new TemporaryFolder();
        var (files, own, service) = Node(folder, new KafkaOptions { Gateway = Program("Postern.Gateway") }, "development");

        for (var run = 0; run < 2; run++)
        {
            await using var node = await RunningNode.StartAsync(files.UserData(service), own);
            Assert.True(files.IsReady(service));
            Assert.Empty(files.Backups(service));
        }
    }

    /// <summary>Asked at the ports of a connection by certificate and by SASL, each broker tells the connection's addresses; who may do both is in files, and no password is in the gateway's.</summary>
    [Fact]
    public async Task Node_TellsWhatClientsAreTold_ByCertificateAndBySasl()
    {
        using var folder = new TemporaryFolder();
        var (files, own, service) = Node(folder, new KafkaOptions { Gateway = Program("Postern.Gateway") }, "development", ""","kafka_authentication_methods":{"sasl":true,"certificate":false}""", connections: 1);
        Assert.Null(files.Brokers(service));

        await using var node = await RunningNode.StartAsync(files.UserData(service), own);

        var told = files.Brokers(service)!;
        Assert.Null(told.StaleFor);
        int[] ports = [11024, 11025, 11026];
        Assert.Equal([.. ports, service.Port], told.Told.Keys.Order());
        Assert.All(ports, port => Assert.Equal(ports.Select(other => $"privatelink-1-my-kafka-demo.postern.internal:{other}"), told.Told[port]));
        Assert.DoesNotContain(service.AdminPassword, await File.ReadAllTextAsync(Path.Combine(own, "..", "node", "sasl.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain($"\"0.0.0.0:{service.Port}\"", await File.ReadAllTextAsync(Path.Combine(own, "..", "node", "gateway.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>With a distribution, each broker's storage is formatted and its script is started; ready is the node as ever, once they answer through the gateway.</summary>
    [Fact]
    public async Task Node_WithADistribution_RunsItsBrokers()
    {
        using var folder = new TemporaryFolder();
        var distribution = Path.Combine(folder.Path, "kafka_2.13-4.1.0");
        KafkaDistributionTests.Unpack(
            distribution,
            start: $"""
                id=$(sed -n 's/^node.id=//p' "$1")
                [ -f "/mnt/kafka/formatted-$id" ] || exit 1
                echo "$KAFKA_HEAP_OPTS" > "/mnt/kafka/started-$id"
                [ "$id" = 1 ] || exec sleep 1000
                exec '{Program("Postern.Server")}' development-brokers --count 3 --first-port 9092 --through 1 --certificate /mnt/node/access.crt --key /mnt/node/access.key --ports /mnt/node/ports --report /mnt/kafka/other --ready /mnt/kafka/never
                """,
            format: """[ "$1 $2 $3 $5" = 'format --ignore-formatted --cluster-id --config' ] && touch "/mnt/kafka/formatted-$(sed -n 's/^node.id=//p' "$6")" """);
        var (files, own, service) = Node(folder, new KafkaOptions { Gateway = Program("Postern.Gateway"), Distribution = distribution }, "4.1");

        await using var node = await RunningNode.StartAsync(files.UserData(service), own);

        Assert.True(files.IsReady(service));
        Assert.All([1, 2, 3], broker => Assert.StartsWith("-Xms", File.ReadAllText(Path.Combine(own, $"started-{broker}")), StringComparison.Ordinal));
    }

    private static (NodeFiles Files, string Own, Service Service) Node(TemporaryFolder folder, KafkaOptions kafka, string version, string settings = "", int connections = 0)
    {
        var (now, options, names) = (TimeProvider.System.GetUtcNow(), new DataOptions { Data = folder.Path }, new HostNames("postern.internal"));
        var (certificate, key) = AccessCertificate.Issue(now);
        var service = new Service
        {
            Id = "0123456789abcdef", Cell = "c", Project = "demo", Name = "my-kafka", Type = "kafka", Plan = "startup-2", NetworkId = "n", Port = 15432, AdminPassword = "s3cret-word", CreatedAt = now.UtcDateTime,
            UserConfig = $$"""{"kafka_version":"{{version}}"{{settings}}}""", AccessCertificate = certificate, AccessKey = key,
            PrivateLink = new PrivateLink
            {
                Id = "p", Cell = "c", ServiceId = "0123456789abcdef", Principals = [], CreatedAt = now.UtcDateTime,
                Connections = [.. Enumerable.Range(1, connections).Select(ordinal => new Connection { Id = $"plc{ordinal}", PrivateLinkId = "p", EndpointId = $"vpce-{ordinal}", OwnerAccount = "012345678901", DnsName = "d.test", Ordinal = ordinal, CreatedAt = now.UtcDateTime })],
            },
        };
        var software = new KafkaSoftware(kafka, new ServiceCatalogue([]), names, new SaslKeys(), new PublicCertificate(kafka));
        var files = new NodeFiles(options, [software], names, TimeProvider.System);
        files.Write(service, ProjectRows.New("demo", account: null, "c", basePort: 10000, now));
        return (files, Path.Combine(folder.Path, "services", service.Id, "kafka"), service);
    }

    /// <summary>Beside the tests' own folder in the build's output.</summary>
    private static string Program(string name) => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, "release", name));
}
