using Confluent.Kafka;

namespace Postern.Gateway.Tests;

/// <summary>librdkafka's mock cluster of three brokers, as long as the producer that holds it lives.</summary>
internal sealed class MockCluster : IDisposable
{
    private readonly IProducer<Null, byte[]> _holder;

    public MockCluster()
    {
        var config = new ProducerConfig { BootstrapServers = "mock:1" };
        config.Set("test.mock.num.brokers", "3");
        _holder = new ProducerBuilder<Null, byte[]>(config).SetLogHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(_holder.Handle).Build();
        Brokers = [.. admin.GetMetadata(TimeSpan.FromSeconds(20)).Brokers.OrderBy(b => b.BrokerId)];
    }

    public IReadOnlyList<BrokerMetadata> Brokers { get; }

    public void Dispose() => _holder.Dispose();
}
