namespace Postern.Gateway.Protocol;

/// <summary>What the gateway does with a field: nothing, or read and rewrite it as part of a broker's address.</summary>
internal enum FieldRole
{
    None,
    BrokerId,
    BrokerHost,
    BrokerPort,
}
