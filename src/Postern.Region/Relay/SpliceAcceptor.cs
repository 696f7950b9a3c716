using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

internal enum AcceptResult
{
    Taken,

    /// <summary>Nobody waits.</summary>
    Empty,

    /// <summary>Something is used up, most likely descriptors: clients wait in the queue until some connection has ended.</summary>
    Exhausted,
}

/// <summary>A listening socket that an event loop takes connections from, with as few calls as it takes: options come from the listening socket.</summary>
internal sealed unsafe class SpliceAcceptor : IDisposable
{
    private const int Flags = LinuxCalls.NonBlocking | LinuxCalls.CloseOnExec;
    private const int Aborted = 103;   // ECONNABORTED: the client has gone again

    private readonly RelayRoute _route;
    private readonly AddressFamily _family;
    private readonly int _targetFamily;
    private int _spare = -1;   // the other side of the next connection: nobody is taken who could then not be served

    /// <param name="listener">Stays its owner's, and open for as long as connections are taken.</param>
    public SpliceAcceptor(Socket listener, RelayRoute route)
    {
        listener.Blocking = false;
        listener.NoDelay = true;   // what it takes is the same
        (_route, Fd, _family) = (route, (int)listener.SafeHandle.DangerousGetHandle(), listener.AddressFamily);
        _targetFamily = _route.Address.Buffer.Span[0] | (_route.Address.Buffer.Span[1] << 8);
    }

    public int Fd { get; }

    public SocketAddress Target => _route.Address;

    /// <summary>Takes a connection and makes its other side, not yet connected.</summary>
    public AcceptResult Accept(SpliceLoop loop, out SplicePair? pair)
    {
        pair = null;
        if (_spare < 0 && (_spare = LinuxCalls.NewSocket(_targetFamily, LinuxCalls.Stream | Flags, 0)) < 0)
        {
            return Exhausted(Marshal.GetLastPInvokeError());
        }

        var client = LinuxCalls.Accept(Fd, null, null, Flags);
        if (client < 0)
        {
            return Marshal.GetLastPInvokeError() is var error && error is LinuxCalls.Again or LinuxCalls.Interrupted or Aborted ? AcceptResult.Empty : Exhausted(error);
        }

        LinuxCalls.SetOption(_spare, LinuxCalls.TcpLevel, LinuxCalls.NoDelay, 1);
        pair = new SplicePair(loop, new SpliceSocket(client), new SpliceSocket(_spare), Options(client));
        _spare = -1;
        return AcceptResult.Taken;
    }

    public void Dispose()
    {
        if (_spare >= 0)
        {
            _ = LinuxCalls.Close(_spare);
            _spare = -1;
        }
    }

    private AcceptResult Exhausted(int error)
    {
        _route.Report($"cannot accept: {Marshal.GetPInvokeErrorMessage(error)}");
        return AcceptResult.Exhausted;
    }

    private RelayOptions Options(int client) => _route.NeedsHeader
        ? _route.Options(NameOf(client, isPeer: true), NameOf(client, isPeer: false))
        : _route.Options(null, null);

    private IPEndPoint NameOf(int socket, bool isPeer)
    {
        var address = new SocketAddress(_family);
        var length = address.Size;
        fixed (byte* start = address.Buffer.Span)
        {
            _ = isPeer ? LinuxCalls.PeerOf(socket, start, &length) : LinuxCalls.NameOf(socket, start, &length);
        }

        return (IPEndPoint)new IPEndPoint(_family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0).Create(address);
    }
}
