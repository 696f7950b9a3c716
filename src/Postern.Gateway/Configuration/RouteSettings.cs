using Postern.Gateway.Protocol;

namespace Postern.Gateway.Configuration;

/// <summary>A way to the cluster: for every broker, by its id, where clients of this route reach it.</summary>
internal sealed record RouteSettings(string Name, IReadOnlyDictionary<int, BrokerAddress> Brokers)
{
    public BrokerAddress? AddressOf(int brokerId) => Brokers.GetValueOrDefault(brokerId);
}
