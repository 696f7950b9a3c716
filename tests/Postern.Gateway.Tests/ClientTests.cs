using System.Buffers.Binary;
using Confluent.Kafka;

namespace Postern.Gateway.Tests;

/// <summary>librdkafka on both ends, the gateway between.</summary>
public sealed class ClientTests
{
    private const int Messages = 100_000;
    private const int Partitions = 4; // what the mock cluster gives a topic that it makes by itself

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
    public async Task Messages_ThroughTheGateway_ComeOnceAndInOrder()
    {
        await using var stand = new Stand();
        var failed = 0;
        using (var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = stand.Bootstrap, EnableIdempotence = true, QueueBufferingMaxMessages = Messages }).Build())
        {
            for (var i = 0; i < Messages; i++)
            {
                var value = new byte[4];
                BinaryPrimitives.WriteInt32BigEndian(value, i);
                producer.Produce(new TopicPartition("orders", i % Partitions), new() { Value = value }, r => failed += r.Error.IsError ? 1 : 0);
            }

            Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(60)));
        }

        Assert.Equal(0, failed);
        using var consumer = new ConsumerBuilder<Null, byte[]>(new ConsumerConfig { BootstrapServers = stand.Bootstrap, GroupId = "readers", AutoOffsetReset = AutoOffsetReset.Earliest }).Build();
        consumer.Subscribe("orders");
        var next = Enumerable.Range(0, Partitions).ToArray();
        for (var read = 0; read < Messages; read++)
        {
            var result = consumer.Consume(TimeSpan.FromSeconds(30));
            Assert.NotNull(result);
            var value = BinaryPrimitives.ReadInt32BigEndian(result.Message.Value);
            Assert.Equal(next[result.Partition.Value], value);
            next[result.Partition.Value] += Partitions;
        }

        consumer.Commit();
        Assert.Null(consumer.Consume(TimeSpan.FromSeconds(1)));
        consumer.Close();
    }
}
