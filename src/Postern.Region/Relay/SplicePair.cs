using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

/// <summary>Two joined sockets and both directions between them; lives on one event loop.</summary>
internal sealed class SplicePair
{
    /// <summary>
    /// Bytes that a socket may hold for its peer; the kernel doubles it. Left to itself the kernel queues up to 4 MiB (net.ipv4.tcp_wmem), which have left the
    /// processor's cache when the peer copies them. Under one segment of the loopback interface (64 KiB) connections stall.
    /// </summary>
    private const int SendBuffer = 128 << 10;

    private readonly Socket _client;
    private readonly Socket _target;
    private readonly SpliceDirection _toTarget;
    private readonly SpliceDirection _toClient;
    private readonly RelayOptions _options;
    private bool _isConnected;
    private bool _hasError;

    public SplicePair(RelayConnection connection, Socket client, Socket target, RelayOptions options, PipePool pipes)
    {
        (Connection, _client, _target, _options) = (connection, client, target, options);
        client.SendBufferSize = target.SendBufferSize = SendBuffer;
        ClientEnd = new SpliceSocket((int)client.SafeHandle.DangerousGetHandle());
        TargetEnd = new SpliceSocket((int)target.SafeHandle.DangerousGetHandle());
        _toTarget = new SpliceDirection(ClientEnd, TargetEnd, pipes, connection.CountFromClient);
        _toClient = new SpliceDirection(TargetEnd, ClientEnd, pipes, connection.CountFromTarget);
    }

    public RelayConnection Connection { get; }

    public SpliceSocket ClientEnd { get; }

    public SpliceSocket TargetEnd { get; }

    /// <summary>When it last had a turn, as the clock's timestamp.</summary>
    public long LastActivity { get; set; }

    /// <summary>Whether the pair waits for its turn without an event.</summary>
    public bool IsQueued { get; set; }

    public bool IsClosed { get; private set; }

    /// <summary>For how long nothing may happen.</summary>
    public TimeSpan Patience => _isConnected ? _options.IdleTimeout : _options.ConnectTimeout;

    /// <summary>Begins to connect the target. The first event of its socket tells how that went.</summary>
    /// <returns>False when the target cannot be reached, or there was no pipe to be had.</returns>
    public unsafe bool Connect(IPEndPoint to)
    {
        var address = to.Serialize();
        fixed (byte* start = address.Buffer.Span)
        {
            if (LinuxCalls.Connect(TargetEnd.Fd, start, address.Size) != 0 && Marshal.GetLastPInvokeError() != LinuxCalls.InProgress)
            {
                Connection.Fail(SocketError.NetworkUnreachable);
                return false;
            }
        }

        return _options.Header.IsEmpty || _toTarget.Prepend(_options.Header.Span);
    }

    public void Notice(int socket, Readiness readiness)
    {
        var end = socket == ClientEnd.Fd ? ClientEnd : TargetEnd;
        var isOver = (readiness & (Readiness.Error | Readiness.HangUp)) != 0;
        end.IsReadable |= isOver || (readiness & (Readiness.Readable | Readiness.PeerHasShutDown)) != 0;
        end.IsWritable |= isOver || (readiness & Readiness.Writable) != 0;
        _hasError |= (readiness & Readiness.Error) != 0;
    }

    /// <summary>Moves bytes in both directions. What one side sent before it broke still reaches the other, if that one takes it at once.</summary>
    public PumpResult Pump()
    {
        if (!_isConnected && !(_isConnected = TargetEnd.IsWritable && !_hasError))
        {
            return _hasError ? Failed() : PumpResult.Waiting;
        }

        var (toTarget, toClient) = (_toTarget.Pump(), _toClient.Pump());
        return (toTarget, toClient) switch
        {
            (PumpResult.Unfinished, _) or (_, PumpResult.Unfinished) => PumpResult.Unfinished,
            (PumpResult.Finished, PumpResult.Finished) => PumpResult.Finished,
            (PumpResult.Broken, _) or (_, PumpResult.Broken) => PumpResult.Broken,
            _ => _hasError ? PumpResult.Broken : PumpResult.Waiting,
        };
    }

    /// <param name="reset">Whether both peers see RST rather than an orderly end.</param>
    public void Close(bool reset)
    {
        IsClosed = true;
        if (!_isConnected)
        {
            Connection.Fail(SocketError.OperationAborted);
        }

        _toTarget.Close();
        _toClient.Close();
        SocketEnd.Close(_client, reset);
        SocketEnd.Close(_target, reset);
        Connection.End();
    }

    /// <summary>Says that the target did not answer in time, where that is so.</summary>
    public void NoteTimeout()
    {
        if (!_isConnected)
        {
            Connection.Fail(SocketError.TimedOut);
        }
    }

    private PumpResult Failed()
    {
        Connection.Fail((SocketError)(int)_target.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!);
        return PumpResult.Broken;
    }
}
