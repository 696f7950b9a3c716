using System.Buffers.Binary;
using System.Globalization;

namespace Postern.Cli.Checks;

/// <summary>Asks a broker which versions it speaks, signs in where it wants that, and asks which brokers there are, where it tells.</summary>
/// <remarks>https://kafka.apache.org/protocol: ApiVersions v0 (key 18), Metadata v1 (key 3).</remarks>
internal static class KafkaGreeting
{
    /// <param name="expected">Where the brokers must be said to be, by their ids; empty where that is not known.</param>
    /// <param name="isSasl">Whether clients sign in there by SASL.</param>
    /// <param name="login">With what; null for nothing.</param>
    public static async Task<IReadOnlyList<Finding>> AskAsync(Stream stream, IReadOnlyDictionary<int, string> expected, bool isSasl, SaslLogin? login, CancellationToken cancellationToken)
    {
        var wire = new KafkaWire(stream);
        try
        {
            var versions = await wire.AskAsync(apiKey: 18, version: 0, body: [], cancellationToken);
            var greeting = Finding.Ok("greeting", $"Kafka answers with {BinaryPrimitives.ReadInt32BigEndian(versions.AsSpan(6))} APIs");
            return isSasl && await SaslLogin.SignInAsync(wire, login, cancellationToken) is { } told ? [told] : [.. await BrokersAsync(wire, greeting, expected, cancellationToken)];
        }
        catch (ArgumentException)
        {
            throw new InvalidDataException("What Kafka should answer cannot be read: something else listens here.");
        }
    }

    private static async Task<IEnumerable<Finding>> BrokersAsync(KafkaWire wire, Finding greeting, IReadOnlyDictionary<int, string> expected, CancellationToken cancellationToken)
    {
        try
        {
            return [greeting, KafkaBrokers.Judge(Brokers(await wire.AskAsync(apiKey: 3, version: 1, body: [0, 0, 0, 0], cancellationToken)), expected)];
        }
        catch (IOException)
        {
            return [greeting with { Evidence = greeting.Evidence + ", and tells its brokers only to those who sign in" }];
        }
    }

    private static Dictionary<int, string> Brokers(byte[] answer)
    {
        var (brokers, at) = (new Dictionary<int, string>(), 8);
        for (var left = BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(4)); left > 0; left--)
        {
            var id = BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(at));
            (var host, at) = KafkaWire.TextAt(answer, at + 4);
            brokers[id] = string.Create(CultureInfo.InvariantCulture, $"{host}:{BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(at))}");
            (_, at) = KafkaWire.TextAt(answer, at + 4); // the rack may be null
        }

        return brokers;
    }
}
