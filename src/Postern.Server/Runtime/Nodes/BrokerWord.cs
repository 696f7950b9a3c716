namespace Postern.Server.Runtime.Nodes;

/// <summary>What a node said last of its brokers.</summary>
/// <param name="Told">By port, the brokers' addresses as clients are told them; null where nobody answered.</param>
/// <param name="StaleFor">How old it is; null where it is fresh.</param>
internal sealed record BrokerWord(IReadOnlyDictionary<int, IReadOnlyList<string>?> Told, TimeSpan? StaleFor);
