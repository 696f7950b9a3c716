using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Postern.Cli.Checks;

/// <summary>Asks a broker which versions it speaks, and, where it tells strangers, which brokers there are.</summary>
/// <remarks>https://kafka.apache.org/protocol: request header v1, ApiVersions v0 (key 18), Metadata v1 (key 3).</remarks>
internal static class KafkaGreeting
{
    private const int LongestAnswer = 1 << 20;

    /// <param name="expected">Where the brokers must be said to be, by their ids; empty where that is not known.</param>
    public static async Task<IReadOnlyList<Finding>> AskAsync(Stream stream, IReadOnlyDictionary<int, string> expected, CancellationToken cancellationToken)
    {
        var versions = await SendAsync(stream, apiKey: 18, version: 0, body: [], cancellationToken);
        var greeting = Finding.Ok("greeting", $"Kafka answers with {BinaryPrimitives.ReadInt32BigEndian(versions.AsSpan(6))} APIs");
        try
        {
            return [greeting, KafkaBrokers.Judge(Brokers(await SendAsync(stream, apiKey: 3, version: 1, body: [0, 0, 0, 0], cancellationToken)), expected)];
        }
        catch (IOException)
        {
            return [greeting with { Evidence = greeting.Evidence + ", and tells its brokers only to those who sign in" }];
        }
        catch (ArgumentException)
        {
            throw new InvalidDataException("The list of brokers cannot be read: something else listens here.");
        }
    }

    private static async Task<byte[]> SendAsync(Stream stream, short apiKey, short version, byte[] body, CancellationToken cancellationToken)
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

    private static Dictionary<int, string> Brokers(byte[] answer)
    {
        var (brokers, at) = (new Dictionary<int, string>(), 8);
        for (var left = BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(4)); left > 0; left--)
        {
            var length = BinaryPrimitives.ReadInt16BigEndian(answer.AsSpan(at + 4));
            var (id, host) = (BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(at)), Encoding.UTF8.GetString(answer.AsSpan(at + 6, length)));
            at += 6 + length;
            brokers[id] = string.Create(CultureInfo.InvariantCulture, $"{host}:{BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(at))}");
            at += 6 + Math.Max((short)0, BinaryPrimitives.ReadInt16BigEndian(answer.AsSpan(at + 4))); // the rack may be null
        }

        return brokers;
    }
}
