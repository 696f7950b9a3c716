using System.Net;
using System.Net.Sockets;

namespace Postern.Server.Runtime.Kafka;

/// <summary>A port at which every connection is joined to another one.</summary>
internal sealed class PortForward : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly Socket _listener;
    private readonly CancellationTokenSource _end = new();

    /// <exception cref="SocketException">The port is taken.</exception>
    public PortForward(IPEndPoint listen, IPEndPoint to)
    {
        _listener = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(listen);
        _listener.Listen();
        _ = AcceptAsync(to);
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndPoint!;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync(IPEndPoint to)
    {
        var cancellationToken = _end.Token;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                _ = JoinAsync(await _listener.AcceptAsync(cancellationToken), to, cancellationToken);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // A client that left before it was accepted, or the end.
            }
        }
    }

    private static async Task JoinAsync(Socket client, IPEndPoint to, CancellationToken cancellationToken)
    {
        using var owned = client;
        using var broker = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            (client.NoDelay, broker.NoDelay) = (true, true);
            await broker.ConnectAsync(to, cancellationToken);
            await Task.WhenAll(CopyAsync(client, broker, cancellationToken), CopyAsync(broker, client, cancellationToken));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // One side is gone, and so is the other.
        }
    }

    private static async Task CopyAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        while (await from.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
        {
            for (var sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken);
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
