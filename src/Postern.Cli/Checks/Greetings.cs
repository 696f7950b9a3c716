using System.Buffers.Binary;
using System.Security.Authentication;
using System.Text;

namespace Postern.Cli.Checks;

/// <summary>The first words of each protocol, which need no account.</summary>
internal static class Greetings
{
    // https://www.postgresql.org/docs/current/protocol-message-formats.html: SSLRequest
    private static readonly byte[] SslRequest = [0, 0, 0, 8, 4, 210, 22, 47];

    /// <exception cref="InvalidDataException">The other side speaks another protocol.</exception>
    public static async Task<IReadOnlyList<Finding>> GreetAsync(CheckTarget target, Stream plain, TlsLook tls, CancellationToken cancellationToken)
    {
        if (target.Protocol == "postgresql" && !await AcceptsTlsAsync(plain, cancellationToken))
        {
            return [new(target.ToString(), "greeting", "warning", "PostgreSQL answers without TLS", "Clients with sslmode=require are refused: the node has TLS switched off.")];
        }

        var (stream, certificate) = await tls.OpenAsync(target, plain, cancellationToken);
        await using (stream)
        {
            var evidence = await EvidenceAsync(target, stream, tls, cancellationToken);
            return [certificate, new(target.ToString(), "greeting", "ok", evidence, null)];
        }
    }

    private static async Task<string> EvidenceAsync(CheckTarget target, Stream stream, TlsLook tls, CancellationToken cancellationToken)
    {
        try
        {
            return target.Protocol switch
            {
                "postgresql" => await PostgresAsync(stream, cancellationToken),
                "kafka" => await KafkaGreeting.AskAsync(stream, cancellationToken),
                "https" => await HttpAsync(stream, target.Host, cancellationToken),
                _ => "TLS was agreed on",
            };
        }
        catch (Exception e) when (tls.AsksForCertificate && e is (IOException or AuthenticationException))
        {
            return "asks for a client's certificate, as it should; this check has none";
        }
    }

    private static async Task<bool> AcceptsTlsAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(SslRequest, cancellationToken);
        var answer = new byte[1];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return answer[0] switch
        {
            (byte)'S' => true,
            (byte)'N' => false,
            var other => throw new InvalidDataException($"PostgreSQL answers S or N to a request for TLS, not byte {other}: something else listens here."),
        };
    }

    private static async Task<string> PostgresAsync(Stream stream, CancellationToken cancellationToken)
    {
        var words = "user\0postern_check\0database\0defaultdb\0\0"u8.ToArray();
        var startup = new byte[8 + words.Length];
        BinaryPrimitives.WriteInt32BigEndian(startup, startup.Length);
        BinaryPrimitives.WriteInt32BigEndian(startup.AsSpan(4), 196608); // protocol 3.0
        words.CopyTo(startup, 8);
        await stream.WriteAsync(startup, cancellationToken);
        var answer = new byte[1];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return answer[0] switch
        {
            (byte)'R' => "PostgreSQL asks for a password",
            (byte)'E' => "PostgreSQL answers, and refuses the unknown user of this check",
            var other => throw new InvalidDataException($"PostgreSQL answers R or E to a start, not byte {other}: something else listens here."),
        };
    }

    private static async Task<string> HttpAsync(Stream stream, string host, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var line = await reader.ReadLineAsync(cancellationToken) ?? "";
        return line.StartsWith("HTTP/", StringComparison.Ordinal) ? line : throw new InvalidDataException($"HTTP answers with a status line, not `{line}`.");
    }
}
