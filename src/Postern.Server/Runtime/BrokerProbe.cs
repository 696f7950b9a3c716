using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Postern.Server.Catalogue;

namespace Postern.Server.Runtime;

/// <summary>
/// Asks brokers through their gateway on this machine: over TLS, with the service's certificate or the administrator's password. Each port is asked by itself: a client of Kafka's would go on to wherever it
/// has been told that the brokers are, and that is what is in question.
/// </summary>
/// <param name="certificate">A file; so are <paramref name="key"/> and <paramref name="password"/>. There may be new ones.</param>
internal sealed class BrokerProbe(string certificate, string key, string password) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<AskedPort, BrokerWire> _open = new();
    private string _shown = "";

    /// <summary>Where the brokers are, as whoever comes at this port is told: <c>HOST:PORT</c> by their ids. Null where there is no answer.</summary>
    public async Task<IReadOnlyList<string>?> AskAsync(AskedPort port, CancellationToken cancellationToken)
    {
        var isOpen = _open.ContainsKey(port);
        var told = await TellAsync(port, cancellationToken);
        return told is null && isOpen ? await TellAsync(port, cancellationToken) : told; // a connection may have ended with a gateway that is up again
    }

    /// <summary>Lets go of ports that are no longer asked at, and of all where there are new credentials.</summary>
    public void Keep(IReadOnlyCollection<AskedPort> ports)
    {
        var shown = File.ReadAllText(certificate) + (File.Exists(password) ? File.ReadAllText(password) : "");
        foreach (var port in _open.Keys.Except(shown == _shown ? ports : []).ToList())
        {
            Close(port);
        }

        _shown = shown;
    }

    public void Dispose()
    {
        foreach (var port in _open.Keys)
        {
            Close(port);
        }
    }

    private async Task<IReadOnlyList<string>?> TellAsync(AskedPort port, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        try
        {
            var broker = _open.TryGetValue(port, out var open) ? open : _open[port] = new BrokerWire(await OpenAsync(port, late.Token));
            if (open is null && port.IsSasl && !await broker.SignInAsync(ServiceType.UsualAdministrator, await File.ReadAllTextAsync(password, late.Token), late.Token))
            {
                Close(port);
                return null;
            }

            return await broker.BrokersAsync(late.Token);
        }
        catch (Exception e) when ((e is IOException or SocketException or AuthenticationException or CryptographicException or ArgumentException or OperationCanceledException) && !cancellationToken.IsCancellationRequested)
        {
            Close(port);
            return null; // the gateway is not up yet, or starts again, or its broker is gone
        }
    }

    private void Close(AskedPort port)
    {
        if (_open.TryRemove(port, out var broker))
        {
            broker.Dispose();
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "It is on the same machine.")]
    private async Task<SslStream> OpenAsync(AskedPort port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        SslStream? tls = null;
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port.Port, cancellationToken);
            tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "localhost",
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
                    ClientCertificates = port.IsSasl ? null : [X509Certificate2.CreateFromPemFile(certificate, key)],
                },
                cancellationToken);
            return tls;
        }
        catch
        {
            socket.Dispose();
            tls?.Dispose();
            throw;
        }
    }
}
