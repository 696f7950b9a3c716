using System.Net;
using System.Net.Sockets;

namespace Postern.Region.Tests.Relays;

/// <summary>An address that lets nobody in and turns nobody away: its queue is full.</summary>
internal sealed class FullListener : IDisposable
{
    private readonly Socket _listener = New();
    private readonly List<Socket> _waiting = [];

    public FullListener()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
        for (var i = 0; i < 4; i++)
        {
            var socket = New();
            _waiting.Add(socket);
            _ = socket.ConnectAsync(_listener.LocalEndPoint!).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndPoint!;

    public void Dispose()
    {
        _waiting.ForEach(w => w.Dispose());
        _listener.Dispose();
    }

    private static Socket New() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
