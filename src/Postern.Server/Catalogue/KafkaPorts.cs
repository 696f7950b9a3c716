namespace Postern.Server.Catalogue;

/// <summary>
/// The ports at which each broker is reached, on the service's own network and through each connection of a PrivateLink. They follow from the service's own port, the
/// connection's ordinal, the broker's id and how clients sign in, so that they stay for the life of the service, whatever is switched on and off, and no two ever share one.
/// Customers open the whole pool to their clients.
/// </summary>
internal static class KafkaPorts
{
    public const int First = 10000, Last = 31000;

    /// <summary>Broker ids are 1 to this.</summary>
    public const int MostBrokers = 64;

    /// <summary>On the service's own network, counted from the service's port.</summary>
    public static int Offset(KafkaListener listener) => listener switch { KafkaListener.Certificate => 0, KafkaListener.Sasl => 11, _ => 14 };

    /// <param name="servicePort">The first of the service's own ports, which its other components have on the same load balancer: blocks of connections keep clear of them.</param>
    /// <param name="ordinal">Of the connection, from 1.</param>
    /// <param name="broker">Its id.</param>
    public static int Of(int servicePort, int ordinal, int broker, KafkaListener listener = KafkaListener.Certificate)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ordinal is >= 1 and <= HostNames.MostConnections, true, nameof(ordinal));
        ArgumentOutOfRangeException.ThrowIfNotEqual(broker is >= 1 and <= MostBrokers, true, nameof(broker));
        var block = Enumerable.Range(0, (HostNames.MostConnections * Enum.GetValues<KafkaListener>().Length) + 2).Select(number => First + (number * MostBrokers))
            .Where(port => port + MostBrokers <= servicePort || port >= servicePort + ServiceType.Ports).ElementAt(ordinal - 1 + (HostNames.MostConnections * (int)listener));
        return block + broker - 1;
    }
}
