using Postern.Gateway.Protocol;

namespace Postern.Gateway.Tests;

/// <summary>Writes answers along the table with random content, addresses by a map: equal seeds differ in addresses only.</summary>
internal sealed class AnswerWriter(Answer answer, int version, int seed, Func<int, BrokerAddress> map)
{
    private readonly Random _random = new(seed);
    private readonly bool _flexible = version >= answer.FlexibleFrom;

    public byte[] Frame()
    {
        byte[] rest = [.. Bytes(4), .. _flexible ? (byte[])[0] : [], .. Structure(answer.Fields)];
        return [.. WireWriter.Int32(rest.Length), .. rest];
    }

    private byte[] Structure(Field[] fields)
    {
        var bytes = new List<byte>();
        var id = _random.Next(-1, 300);
        foreach (var field in fields.Where(f => f.Tag < 0 && f.IsIn(version)))
        {
            bytes.AddRange(field.Role switch
            {
                FieldRole.BrokerId => WireWriter.Int32(id),
                FieldRole.BrokerHost => WireWriter.Text(id < 0 ? "" : map(id).Host, _flexible),
                FieldRole.BrokerPort => WireWriter.Int32(id < 0 ? -1 : map(id).Port),
                _ => Value(field),
            });
        }

        if (_flexible)
        {
            bytes.AddRange(TaggedFields([.. fields.Where(f => f.Tag >= 0 && f.IsIn(version))]));
        }

        return [.. bytes];
    }

    private List<byte> TaggedFields(Field[] fields)
    {
        var unknown = _random.Next(2);
        var bytes = new List<byte>(WireWriter.Varint(fields.Length + unknown));
        foreach (var field in fields)
        {
            var value = Value(field);
            bytes.AddRange([.. WireWriter.Varint(field.Tag), .. WireWriter.Varint(value.Length), .. value]);
        }

        if (unknown == 1)
        {
            var value = Bytes(_random.Next(200));
            bytes.AddRange([.. WireWriter.Varint(900), .. WireWriter.Varint(value.Length), .. value]);
        }

        return bytes;
    }

    private byte[] Value(Field field) => field.Type switch
    {
        FieldType.Bits8 => Bytes(1),
        FieldType.Bits16 => Bytes(2),
        FieldType.Bits32 => Bytes(4),
        FieldType.Bits64 => Bytes(8),
        FieldType.Uuid => Bytes(16),
        FieldType.Text => _random.Next(4) == 0 ? Null() : WireWriter.Text(new string('t', _random.Next(150)), _flexible),
        FieldType.Integers => Several(() => Bytes(4)),
        _ => Several(() => Structure(field.Fields)),
    };

    private byte[] Null() => _flexible ? [0] : [0xFF, 0xFF];

    private byte[] Several(Func<byte[]> one)
    {
        var count = _random.Next(4);
        return [.. _flexible ? WireWriter.Varint(count + 1) : WireWriter.Int32(count), .. Enumerable.Range(0, count).SelectMany(_ => one())];
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
