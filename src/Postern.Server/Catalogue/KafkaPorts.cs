namespace Postern.Server.Catalogue;

/// <summary>
/// The listener ports at which each broker is reached through each connection of a PrivateLink. They follow from the service's own port, the connection's
/// ordinal and the broker's id alone, so that they stay for the life of the service and no two ever share one. Customers open the whole pool to their clients.
/// </summary>
internal static class KafkaPorts
{
    public const int First = 10000, Last = 31000;

    /// <summary>Broker ids are 1 to this.</summary>
    public const int MostBrokers = 64;

    /// <param name="servicePort">The first of the service's own ports, which its other components have on the same load balancer: blocks of connections keep clear of them.</param>
    /// <param name="ordinal">Of the connection, from 1.</param>
    /// <param name="broker">Its id.</param>
    public static int Of(int servicePort, int ordinal, int broker)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ordinal is >= 1 and <= HostNames.MostConnections, true, nameof(ordinal));
        ArgumentOutOfRangeException.ThrowIfNotEqual(broker is >= 1 and <= MostBrokers, true, nameof(broker));
        var block = Enumerable.Range(0, HostNames.MostConnections + 2).Select(number => First + (number * MostBrokers))
            .Where(port => port + MostBrokers <= servicePort || port >= servicePort + ServiceType.Ports).ElementAt(ordinal - 1);
        return block + broker - 1;
    }
}
