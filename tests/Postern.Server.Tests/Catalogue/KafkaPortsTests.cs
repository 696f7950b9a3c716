using Postern.Server.Catalogue;

namespace Postern.Server.Tests.Catalogue;

public sealed class KafkaPortsTests
{
    private static readonly int[] Ordinals = [.. Enumerable.Range(1, HostNames.MostConnections)], Brokers = [.. Enumerable.Range(1, KafkaPorts.MostBrokers)];

    [Theory]
    [InlineData(9000)]
    [InlineData(10000)]
    [InlineData(10050)]
    [InlineData(10063)]
    [InlineData(10064)]
    [InlineData(10990)]
    [InlineData(29000)]
    public void Of_AllBrokersOfAllConnections_EachHasItsOwnInThePool(int service)
    {
        var all = Ordinals.SelectMany(ordinal => Brokers.SelectMany(broker => Enum.GetValues<KafkaListener>().Select(listener => KafkaPorts.Of(service, ordinal, broker, listener)))).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(all, port => Assert.InRange(port, KafkaPorts.First, KafkaPorts.Last));
        Assert.DoesNotContain(all, port => port >= service && port < service + ServiceType.Ports);
    }

    /// <summary>Clients have them in their settings and their firewalls: another formula would cut all of them off.</summary>
    [Theory]
    [InlineData(27873, 1, 1, 10000)]
    [InlineData(27873, 1, 3, 10002)]
    [InlineData(27873, 2, 1, 10064)]
    [InlineData(10050, 1, 1, 10128)]
    [InlineData(27873, 1, 1, 11024, nameof(KafkaListener.Sasl))]
    [InlineData(27873, 2, 3, 11090, nameof(KafkaListener.Sasl))]
    [InlineData(27873, 1, 1, 12048, nameof(KafkaListener.PublicSasl))]
    [InlineData(10050, 1, 1, 11152, nameof(KafkaListener.Sasl))]
    public void Of_StaysForLife(int service, int ordinal, int broker, int port, string listener = nameof(KafkaListener.Certificate)) => Assert.Equal(port, KafkaPorts.Of(service, ordinal, broker, Enum.Parse<KafkaListener>(listener)));

    [Fact]
    public void Offset_KeepsListenersOfThreeBrokersApart_WithinTheServicesOwnPorts()
    {
        var components = new ServiceCatalogue([]).Find("kafka")!.Components.Where(component => component.Brokers == 0).Select(component => component.PortOffset);
        var all = Enum.GetValues<KafkaListener>().SelectMany(listener => Enumerable.Range(KafkaPorts.Offset(listener), 3)).Concat(components).ToList();

        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(all, offset => Assert.InRange(offset, 0, ServiceType.Ports - 1));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(HostNames.MostConnections + 1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, KafkaPorts.MostBrokers + 1)]
    public void Of_BeyondThePool_IsRefused(int ordinal, int broker) => Assert.Throws<ArgumentOutOfRangeException>(() => KafkaPorts.Of(27873, ordinal, broker));
}
