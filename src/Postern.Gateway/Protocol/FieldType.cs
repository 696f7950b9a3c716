namespace Postern.Gateway.Protocol;

/// <summary>What a field of a Kafka message is on the wire; names follow the protocol guide (kafka.apache.org/protocol).</summary>
internal enum FieldType
{
    Bits8,
    Bits16,
    Bits32,
    Bits64,
    Uuid,
    Text,
    Structures,
    Integers,
}
