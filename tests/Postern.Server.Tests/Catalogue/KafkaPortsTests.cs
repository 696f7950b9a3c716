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
        var all = Ordinals.SelectMany(ordinal => Brokers.Select(broker => KafkaPorts.Of(service, ordinal, broker))).ToList();
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
    public void Of_StaysForLife(int service, int ordinal, int broker, int port) => Assert.Equal(port, KafkaPorts.Of(service, ordinal, broker));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(HostNames.MostConnections + 1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, KafkaPorts.MostBrokers + 1)]
    public void Of_BeyondThePool_IsRefused(int ordinal, int broker) => Assert.Throws<ArgumentOutOfRangeException>(() => KafkaPorts.Of(27873, ordinal, broker));
}
