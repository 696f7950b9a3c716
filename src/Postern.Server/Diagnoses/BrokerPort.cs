using Postern.Server.Catalogue;

namespace Postern.Server.Diagnoses;

/// <summary>Where one broker is reached through one connection.</summary>
/// <param name="Ordinal">Of the connection.</param>
/// <param name="Listener">How clients sign in there.</param>
/// <param name="Told">The brokers' addresses, as a client that came there was told a moment ago; null where nobody answered.</param>
/// <param name="IsSeen">Whether somebody asked.</param>
internal sealed record BrokerPort(int Ordinal, int Broker, int Port, KafkaListener Listener, IReadOnlyList<string>? Told, bool IsSeen);
