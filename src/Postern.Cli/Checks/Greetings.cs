using System.Security.Authentication;
using System.Text;

namespace Postern.Cli.Checks;

/// <summary>The first words of each protocol, which need no account.</summary>
/// <param name="login">As in <see cref="Checker"/>; kept back where the certificate is not the service's.</param>
/// <param name="brokers">As in <see cref="CheckFile.BrokersBeside"/>.</param>
internal sealed class Greetings(CheckTarget target, TlsLook tls, SaslLogin? login, IReadOnlyDictionary<int, string> brokers)
{
    /// <exception cref="InvalidDataException">The other side speaks another protocol.</exception>
    public async Task<IReadOnlyList<Finding>> GreetAsync(Stream plain, CancellationToken cancellationToken)
    {
        switch (target.Protocol)
        {
            case "tcp":
                return [];
            case "http":
                return [await HttpAsync(plain, cancellationToken)];
            case "postgresql" when !await PostgresGreeting.AcceptsTlsAsync(plain, cancellationToken):
                return [Finding.Warning("greeting", "PostgreSQL answers without TLS", "Clients with sslmode=require are refused: the node has TLS switched off.")];
        }

        var (stream, certificate) = await tls.OpenAsync(target, plain, cancellationToken);
        await using (stream)
        {
            return [certificate, .. await SpeakAsync(stream, certificate.IsBroken ? null : login, cancellationToken)];
        }
    }

    private async Task<IReadOnlyList<Finding>> SpeakAsync(Stream stream, SaslLogin? shown, CancellationToken cancellationToken)
    {
        try
        {
            return target.Protocol switch
            {
                "postgresql" => [await PostgresGreeting.AskAsync(stream, cancellationToken)],
                "kafka" => await KafkaGreeting.AskAsync(stream, brokers, isSasl: target.Method == "sasl", shown, cancellationToken),
                "https" => [await HttpAsync(stream, cancellationToken)],
                _ => [Finding.Ok("greeting", "TLS was agreed on")],
            };
        }
        catch (Exception e) when (tls.AsksForCertificate && e is (IOException or AuthenticationException))
        {
            return [tls.HasCertificate
                ? Finding.Broken("greeting", $"refuses the certificate of --client-cert: {e.Message}", "Take the user's certificate and key once more: `postern service user-creds-download`.")
                : Finding.Ok("greeting", "asks for a client's certificate, as it should; this check has none")];
        }
    }

    private async Task<Finding> HttpAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {target.Host}\r\nConnection: close\r\n\r\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var line = await reader.ReadLineAsync(cancellationToken) ?? "";
        return line.StartsWith("HTTP/", StringComparison.Ordinal) ? Finding.Ok("greeting", line) : throw new InvalidDataException($"HTTP answers with a status line, not `{line}`.");
    }
}
