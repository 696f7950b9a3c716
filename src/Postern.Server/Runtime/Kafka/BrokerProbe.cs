using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Postern.Server.Catalogue;

namespace Postern.Server.Runtime.Kafka;

/// <summary>
/// Asks brokers through their gateway on this machine: over TLS, with the service's certificate or the administrator's password. Each port is asked by itself: a client of Kafka's would go on to wherever it
/// has been told that the brokers are, and that is what is in question.
/// </summary>
/// <param name="certificate">A file; so are <paramref name="key"/> and <paramref name="password"/>. They are read each time, because there may be new ones.</param>
internal sealed class BrokerProbe(string certificate, string key, string password)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Where the brokers are, as whoever comes at this port now is told: <c>HOST:PORT</c> by their ids. Null where there is no answer.</summary>
    public async Task<IReadOnlyList<string>?> AskAsync(AskedPort port, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port.Port, late.Token);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsClientAsync(Options(port), late.Token);
            var broker = new BrokerWire(tls);
            var isIn = !port.IsSasl || await broker.SignInAsync(ServiceType.UsualAdministrator, await File.ReadAllTextAsync(password, late.Token), late.Token);
            var told = isIn ? await broker.BrokersAsync(late.Token) : null;
            await tls.ShutdownAsync();
            return told;
        }
        catch (Exception e) when ((e is IOException or SocketException or AuthenticationException or CryptographicException or ArgumentException or OperationCanceledException) && !cancellationToken.IsCancellationRequested)
        {
            return null; // the gateway is not up yet, or starts again, or its broker is gone
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "It is on the same machine.")]
    private SslClientAuthenticationOptions Options(AskedPort port) => new()
    {
        TargetHost = "localhost",
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
        ClientCertificates = port.IsSasl ? null : [X509Certificate2.CreateFromPemFile(certificate, key)],
    };
}
