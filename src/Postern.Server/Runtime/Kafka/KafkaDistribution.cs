using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Postern.Server.Runtime.Kafka;

/// <summary>Apache Kafka, unpacked in a folder as its project publishes it (https://kafka.apache.org/downloads), and what its brokers are configured with.</summary>
internal static partial class KafkaDistribution
{
    private const int FirstControllerPort = 19092;

    /// <summary>Such as 4.1; null where the folder holds no Apache Kafka.</summary>
    public static string? VersionOf(string folder) =>
        File.Exists(Path.Combine(folder, "bin", "kafka-server-start.sh")) && Directory.Exists(Path.Combine(folder, "libs"))
            ? Directory.EnumerateFiles(Path.Combine(folder, "libs")).Select(file => Clients().Match(Path.GetFileName(file))).FirstOrDefault(match => match.Success)?.Groups[1].Value : null;

    /// <summary>
    /// Of one of several brokers on one machine, each a controller too (https://kafka.apache.org/documentation/#kraft). They listen on the loopback address only: everybody
    /// else comes through the gateway.
    /// </summary>
    public static string Properties(int broker, int brokers, int firstPort) => string.Create(CultureInfo.InvariantCulture, $"""
        process.roles=broker,controller
        node.id={broker}
        controller.quorum.voters={string.Join(',', Enumerable.Range(1, brokers).Select(id => string.Create(CultureInfo.InvariantCulture, $"{id}@127.0.0.1:{FirstControllerPort + id - 1}")))}
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:{firstPort + broker - 1},CONTROLLER://127.0.0.1:{FirstControllerPort + broker - 1}
        advertised.listeners=PLAINTEXT://127.0.0.1:{firstPort + broker - 1}
        log.dirs=/mnt/kafka/broker-{broker}/data
        num.partitions=3
        default.replication.factor={brokers}
        min.insync.replicas={(brokers / 2) + 1}
        offsets.topic.replication.factor={brokers}
        transaction.state.log.replication.factor={brokers}
        transaction.state.log.min.isr={(brokers / 2) + 1}
        group.initial.rebalance.delay.ms=0

        """);

    /// <summary>The same for every start of a service: 16 bytes as Kafka writes them, in URL-safe base64, which must not begin with a dash.</summary>
    public static string ClusterId(string serviceId)
    {
        var id = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(serviceId)).AsSpan(..16));
        return id.StartsWith('-') ? "A" + id[1..] : id;
    }

    [GeneratedRegex(@"^kafka-clients-([0-9]+\.[0-9]+)\.[0-9]+\.jar\z")]
    private static partial Regex Clients();
}
