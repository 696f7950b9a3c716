using System.Buffers.Binary;
using System.Text;

namespace Postern.Gateway.Protocol;

/// <summary>Kafka's primitive types as bytes.</summary>
internal static class WireWriter
{
    public static byte[] Int16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)value);
        return bytes;
    }

    public static byte[] Int32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Varint(int value)
    {
        var bytes = new List<byte>(5);
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            bytes.Add((byte)(rest | 0x80));
        }

        bytes.Add((byte)rest);
        return [.. bytes];
    }

    public static byte[] Text(string value, bool compact)
    {
        var text = Encoding.UTF8.GetBytes(value);
        return [.. compact ? Varint(text.Length + 1) : Int16(text.Length), .. text];
    }
}
