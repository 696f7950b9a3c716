using System.Buffers.Binary;
using System.Text;

namespace Postern.Cli.Checks;

/// <summary>Starts a session as a user that is not there, and reads what PostgreSQL says.</summary>
/// <remarks>https://www.postgresql.org/docs/current/protocol-message-formats.html</remarks>
internal static class PostgresGreeting
{
    private const int LongestAnswer = 1 << 16;

    private static readonly byte[] SslRequest = [0, 0, 0, 8, 4, 210, 22, 47];

    /// <exception cref="InvalidDataException">The other side speaks another protocol.</exception>
    public static async Task<bool> AcceptsTlsAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(SslRequest, cancellationToken);
        return await ReadTypeAsync(stream, cancellationToken) switch
        {
            (byte)'S' => true,
            (byte)'N' => false,
            var other => throw new InvalidDataException($"PostgreSQL answers S or N to a request for TLS, not byte {other}: something else listens here."),
        };
    }

    /// <exception cref="InvalidDataException">As above.</exception>
    public static async Task<Finding> AskAsync(Stream stream, CancellationToken cancellationToken)
    {
        var words = "user\0postern_check\0database\0defaultdb\0\0"u8.ToArray();
        var startup = new byte[8 + words.Length];
        BinaryPrimitives.WriteInt32BigEndian(startup, startup.Length);
        BinaryPrimitives.WriteInt32BigEndian(startup.AsSpan(4), 196608); // protocol 3.0
        words.CopyTo(startup, 8);
        await stream.WriteAsync(startup, cancellationToken);
        return await ReadTypeAsync(stream, cancellationToken) switch
        {
            (byte)'R' => Finding.Ok("greeting", "PostgreSQL asks for a password"),
            (byte)'E' => Judge(await ReadErrorAsync(stream, cancellationToken)),
            var other => throw new InvalidDataException($"PostgreSQL answers R or E to a start, not byte {other}: something else listens here."),
        };
    }

    /// <summary>https://www.postgresql.org/docs/current/errcodes-appendix.html</summary>
    private static Finding Judge((string Code, string Message) error) => error switch
    {
        ("28000", var message) when message.Contains("pg_hba.conf", StringComparison.Ordinal) => Finding.Broken("greeting", $"PostgreSQL lets nobody in from here: {message}", "The service's `ip_filter` has to let this address in: ask the operator."),
        ("57P03", var message) => Finding.Warning("greeting", $"PostgreSQL answers: {message}", "It starts or stops: try again in a minute."),
        ("53300", var message) => Finding.Warning("greeting", $"PostgreSQL answers: {message}", "All its connections are taken: close some, or take a larger plan."),
        var (code, message) => Finding.Ok("greeting", $"PostgreSQL answers, and refuses the unknown user of this check: {message} ({code})"),
    };

    private static async Task<(string Code, string Message)> ReadErrorAsync(Stream stream, CancellationToken cancellationToken)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, cancellationToken);
        var size = BinaryPrimitives.ReadInt32BigEndian(length) - 4;
        if (size is < 0 or > LongestAnswer)
        {
            throw new InvalidDataException($"an error of {size} bytes is none of PostgreSQL's: something else listens here.");
        }

        var fields = new byte[size];
        await stream.ReadExactlyAsync(fields, cancellationToken);
        var texts = Encoding.UTF8.GetString(fields).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        string Field(char type) => Array.Find(texts, text => text[0] == type)?[1..] ?? "";
        return (Field('C'), Field('M'));
    }

    private static async Task<byte> ReadTypeAsync(Stream stream, CancellationToken cancellationToken)
    {
        var type = new byte[1];
        await stream.ReadExactlyAsync(type, cancellationToken);
        return type[0];
    }
}
