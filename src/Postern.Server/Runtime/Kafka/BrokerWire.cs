using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Postern.Server.Runtime.Kafka;

/// <summary>The three requests of Kafka by which a broker is asked where the brokers are (https://kafka.apache.org/protocol): SaslHandshake 1, SaslAuthenticate 0, Metadata 1.</summary>
internal sealed class BrokerWire(Stream stream)
{
    private const int LongestAnswer = 1 << 20;

    /// <summary>By PLAIN, which is for the same machine.</summary>
    public async Task<bool> SignInAsync(string user, string password, CancellationToken cancellationToken)
    {
        var handshake = await AskAsync(17, 1, [0, 5, .. "PLAIN"u8], cancellationToken);
        return Int16(handshake, 4) == 0 && Int16(await AskAsync(36, 0, Bytes($"\0{user}\0{password}"), cancellationToken), 4) == 0;
    }

    /// <summary><c>HOST:PORT</c>, by their ids.</summary>
    /// <exception cref="ArgumentException">The answer cannot be read.</exception>
    public async Task<IReadOnlyList<string>> BrokersAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(3, 1, [0, 0, 0, 0], cancellationToken); // of no topic
        var (brokers, at) = (new SortedDictionary<int, string>(), 8);
        for (var left = Int32(answer, 4); left > 0; left--)
        {
            var length = Int16(answer, at + 4);
            var host = Encoding.UTF8.GetString(answer.AsSpan(at + 6, length));
            brokers[Int32(answer, at)] = string.Create(CultureInfo.InvariantCulture, $"{host}:{Int32(answer, at + 6 + length)}");
            at += 12 + length + Math.Max((short)0, Int16(answer, at + 10 + length)); // the rack may be null
        }

        return [.. brokers.Values];
    }

    private async Task<byte[]> AskAsync(short apiKey, short version, byte[] body, CancellationToken cancellationToken)
    {
        byte[] request = [0, (byte)apiKey, 0, (byte)version, 0, 0, 0, (byte)apiKey, 0xFF, 0xFF, .. body]; // correlation id, no client id
        await stream.WriteAsync(Framed(request), cancellationToken);
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, cancellationToken);
        var answer = new byte[Int32(length, 0) is var size and >= 6 and <= LongestAnswer ? size : throw new IOException("No answer of Kafka's.")];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return answer;
    }

    private static byte[] Bytes(string text) => Framed(Encoding.UTF8.GetBytes(text));

    private static byte[] Framed(byte[] bytes)
    {
        var framed = new byte[bytes.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(framed, bytes.Length);
        bytes.CopyTo(framed, 4);
        return framed;
    }

    private static short Int16(byte[] bytes, int at) => BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan(at));

    private static int Int32(byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
