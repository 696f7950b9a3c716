using System.Buffers.Binary;
using System.Text;

namespace Postern.Gateway.Protocol;

/// <summary>Reads Kafka's primitive types; every length is checked against what is there.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes, int position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; } = position;

    public readonly int Left => _bytes.Length - Position;

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public void Skip(int count) => Take(count);

    /// <summary>An unsigned varint of at most five bytes.</summary>
    public int Varint()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var b = Take(1)[0];
            value |= (uint)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value <= int.MaxValue ? (int)value : throw new MalformedFrameException($"the length {value} is beyond 2^31-1");
            }
        }

        throw new MalformedFrameException("a variable-length number has more than five bytes");
    }

    /// <summary>A string that may be null (then empty here).</summary>
    public string Text(bool compact)
    {
        var length = compact ? Varint() - 1 : Int16();
        return length <= 0 ? "" : Encoding.UTF8.GetString(Take(length));
    }

    public void SkipText(bool compact) => Skip(Math.Max(compact ? Varint() - 1 : Int16(), 0));

    /// <summary>Bytes that may be null (then empty here).</summary>
    public ReadOnlySpan<byte> Bytes(bool compact)
    {
        var length = compact ? Varint() - 1 : Int32();
        return length <= 0 ? [] : Take(length);
    }

    /// <summary>The number of an array's entries; a null array has none.</summary>
    public int Count(bool compact)
    {
        var count = compact ? Varint() - 1 : Int32();
        return count <= Left ? Math.Max(count, 0) : throw new MalformedFrameException($"an array says {count} entries with {Left} bytes left");
    }

    public void SkipTaggedFields()
    {
        for (var left = Varint(); left > 0; left--)
        {
            Varint();
            Skip(Varint());
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Left)
        {
            throw new MalformedFrameException($"a field of {count} bytes with {Left} bytes left");
        }

        var taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }
}
