namespace Postern.Gateway.Traffic;

/// <summary>A request on its way; brokers answer the requests of one connection in their order.</summary>
internal readonly record struct AwaitedAnswer(int CorrelationId, short ApiKey, short Version, bool Downgraded);
