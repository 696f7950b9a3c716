using System.Buffers.Binary;
using System.Text;

namespace Postern.Cli.Checks;

/// <summary>Asks a broker, one request after the other (https://kafka.apache.org/protocol, request header v1).</summary>
internal sealed class KafkaWire(Stream stream)
{
    private const int LongestAnswer = 1 << 20;

    /// <returns>The answer, from its correlation id on.</returns>
    /// <exception cref="InvalidDataException">It is none of Kafka's.</exception>
    public async Task<byte[]> AskAsync(short apiKey, short version, byte[] body, CancellationToken cancellationToken)
    {
        var client = "postern-check"u8.ToArray();
        var request = new byte[14 + client.Length + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(request, request.Length - 4);
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(4), apiKey);
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(6), version);
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(8), apiKey); // correlation id
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(12), (short)client.Length);
        client.CopyTo(request, 14);
        body.CopyTo(request, 14 + client.Length);
        await stream.WriteAsync(request, cancellationToken);

        var length = new byte[4];
        await stream.ReadExactlyAsync(length, cancellationToken);
        var size = BinaryPrimitives.ReadInt32BigEndian(length);
        if (size is < 10 or > LongestAnswer)
        {
            throw new InvalidDataException($"An answer of {size} bytes is not Kafka's: something else listens here.");
        }

        var answer = new byte[size];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return BinaryPrimitives.ReadInt32BigEndian(answer) == apiKey ? answer : throw new InvalidDataException("The answer is to another request than ours: something else listens here.");
    }

    /// <summary>A text with its length before it, as requests have them.</summary>
    public static byte[] Text(string text) => [(byte)(text.Length >> 8), (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    /// <summary>Bytes with their length before them.</summary>
    public static byte[] Bytes(string text)
    {
        var bytes = new byte[4 + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(4));
        return bytes;
    }

    /// <summary>The text at a place of an answer, and the place behind it; a null is empty.</summary>
    public static (string Text, int Next) TextAt(byte[] answer, int at)
    {
        var length = Math.Max((short)0, BinaryPrimitives.ReadInt16BigEndian(answer.AsSpan(at)));
        return (Encoding.UTF8.GetString(answer.AsSpan(at + 2, length)), at + 2 + length);
    }

    /// <summary>As <see cref="TextAt"/>, of bytes.</summary>
    public static string BytesAt(byte[] answer, int at) => Encoding.UTF8.GetString(answer.AsSpan(at + 4, Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(at)))));
}
