using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Postern.Gateway.Tests;

/// <summary>Confluent.Kafka (librdkafka 2.16), the gateway in this process.</summary>
public sealed class ClientTests
{
    private const int Partitions = 4; // what the mock cluster gives a topic that it makes by itself
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A million by POSTERN_TEST_KAFKA_MESSAGES=1000000.
    private static readonly int Messages = int.Parse(Environment.GetEnvironmentVariable("POSTERN_TEST_KAFKA_MESSAGES") ?? "100000", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Metadata_ThroughTheGateway_NamesItsPortsOnly()
    {
        await using var stand = new Stand();

        using var through = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = stand.Bootstrap }).Build();
        using var direct = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = stand.Direct }).Build();

        var told = through.GetMetadata(TimeSpan.FromSeconds(20)).Brokers;
        Assert.Equal(stand.Ports.Order(), told.Select(b => b.Port).Order());
        Assert.All(told, b => Assert.Equal(Stand.GatewayHost, b.Host));
        // What a plain relay in the gateway's place would hand out: the brokers' own addresses.
        Assert.All(direct.GetMetadata(TimeSpan.FromSeconds(20)).Brokers, b => Assert.DoesNotContain(b.Port, stand.Ports));
    }

    [Fact]
    public async Task BrokerThatTheRouteLacks_GetsANameThatNeverResolves()
    {
        await using var stand = new Stand();

        // Asked for by hand: a client may ask on at the broker that it cannot resolve.
        stand.Map([1, 2]);
        Assert.Contains("broker-3.not-mapped.invalid", Encoding.ASCII.GetString(await RawClient.AskAsync(stand.Ports[0], RawClient.Metadata)), StringComparison.Ordinal);
        Assert.Contains("no address for broker 3", await stand.Log.LineAsync("Add the broker to the route"), StringComparison.Ordinal);

        stand.Map([1, 2, 3]);
        Assert.DoesNotContain("not-mapped", Encoding.ASCII.GetString(await RawClient.AskAsync(stand.Ports[0], RawClient.Metadata)), StringComparison.Ordinal);
        using var next = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = stand.Bootstrap }).Build();
        Assert.Equal(stand.Ports.Order(), next.GetMetadata(TimeSpan.FromSeconds(20)).Brokers.Select(b => b.Port).Order());
    }

    /// <summary>The gateway is killed without warning, and run again, a fifth and three fifths of the way through.</summary>
    [Fact]
    public async Task Messages_WhileTheGatewayIsKilled_ComeOnceAndInOrder()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        var failures = new List<Error>();
        var settings = new ProducerConfig { BootstrapServers = gateway.Bootstrap, EnableIdempotence = true, QueueBufferingMaxMessages = Messages, ReconnectBackoffMaxMs = 500 };
        using var producer = new ProducerBuilder<Null, byte[]>(settings).SetLogHandler((_, _) => { }).Build();
        for (var i = 0; i < Messages; i++)
        {
            var value = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(value, i);
            producer.Produce(new TopicPartition("orders", i % Partitions), new() { Value = value }, r => failures.AddRange(r.Error.IsError ? [r.Error] : []));
        }

        var reading = new ConsumerConfig { BootstrapServers = gateway.Bootstrap, GroupId = "none", AutoOffsetReset = AutoOffsetReset.Earliest, ReconnectBackoffMaxMs = 500 };
        using var consumer = new ConsumerBuilder<Null, byte[]>(reading).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, Partitions).Select(p => new TopicPartitionOffset("orders", p, Offset.Beginning)));
        var next = Enumerable.Range(0, Partitions).ToArray();
        for (var read = 0; read < Messages; read++)
        {
            if (read == Messages / 5 || read == Messages / 5 * 3)
            {
                await gateway.KillAndRunAsync();
            }

            var result = consumer.Consume(Patience);
            Assert.NotNull(result);
            var value = BinaryPrimitives.ReadInt32BigEndian(result.Message.Value);
            Assert.Equal(next[result.Partition.Value], value);
            next[result.Partition.Value] += Partitions;
        }

        Assert.Equal(0, producer.Flush(Patience));
        Assert.Empty(failures);
        Assert.Null(consumer.Consume(TimeSpan.FromSeconds(1)));
        consumer.Close();
    }

    [Fact]
    public async Task Group_OfTwo_SharesThePartitions_AndTheSecondTakesOver()
    {
        await using var stand = new Stand();
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = stand.Bootstrap }).Build();
        await producer.ProduceAsync("shared", new() { Value = [1] }, TestContext.Current.CancellationToken);
        using var first = Member(stand);
        using var second = Member(stand);

        Turn(first, second, () => first.Assignment.Count == Partitions / 2 && second.Assignment.Count == Partitions / 2);
        first.Close();
        Turn(second, second, () => second.Assignment.Count == Partitions);
    }

    [Fact]
    public async Task Transactions_Commit()
    {
        await using var stand = new Stand();
        var failures = new List<Error>();
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = stand.Bootstrap, TransactionalId = "mover" }).Build();
        producer.InitTransactions(Patience);

        producer.BeginTransaction();
        for (var i = 0; i < 100; i++)
        {
            producer.Produce(new TopicPartition("shared", i % Partitions), new() { Value = [(byte)i] }, r => failures.AddRange(r.Error.IsError ? [r.Error] : []));
        }

        using var consumer = Member(stand);
        // Both coordinators, of the transaction and of the group, are found. The mock cluster takes the offsets without keeping them.
        producer.SendOffsetsToTransaction([new("shared", 0, 7)], consumer.ConsumerGroupMetadata, Patience);
        producer.CommitTransaction(Patience);

        Assert.Empty(failures);
        consumer.Assign(Enumerable.Range(0, Partitions).Select(p => new TopicPartitionOffset("shared", p, Offset.Beginning)));
        var read = Enumerable.Range(0, 100).Select(_ => consumer.Consume(Patience).Message.Value[0]).ToList();
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (byte)i), read.Order());
    }

    private static IConsumer<Null, byte[]> Member(Stand stand)
    {
        var settings = new ConsumerConfig { BootstrapServers = stand.Bootstrap, GroupId = "members", AutoOffsetReset = AutoOffsetReset.Earliest, HeartbeatIntervalMs = 500, SessionTimeoutMs = 6000 };
        var consumer = new ConsumerBuilder<Null, byte[]>(settings).SetLogHandler((_, _) => { }).Build();
        consumer.Subscribe("shared");
        return consumer;
    }

    private static void Turn(IConsumer<Null, byte[]> first, IConsumer<Null, byte[]> second, Func<bool> until)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!until())
        {
            Assert.True(Environment.TickCount64 < end, $"the members have {first.Assignment.Count} and {second.Assignment.Count} partitions");
            first.Consume(TimeSpan.FromMilliseconds(100));
            second.Consume(TimeSpan.FromMilliseconds(100));
        }
    }
}
