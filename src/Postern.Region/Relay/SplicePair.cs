using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <summary>Two joined sockets and both directions between them; lives on one event loop.</summary>
internal sealed class SplicePair
{
    private readonly Socket _client;
    private readonly Socket _target;
    private readonly SpliceDirection _toTarget;
    private readonly SpliceDirection _toClient;
    private readonly RelayOptions _options;
    private bool _hasError;

    public SplicePair(RelayConnection connection, Socket client, Socket target, RelayOptions options, PipePool pipes)
    {
        (Connection, _client, _target, _options) = (connection, client, target, options);
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

    public TimeSpan IdleTimeout => _options.IdleTimeout;

    public bool Begin() => _options.Header.IsEmpty || _toTarget.Prepend(_options.Header.Span);

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
        _toTarget.Close();
        _toClient.Close();
        SocketEnd.Close(_client, reset);
        SocketEnd.Close(_target, reset);
        Connection.End();
    }
}

/// <summary>Ends of connections, orderly and not.</summary>
internal static class SocketEnd
{
    public static void Close(Socket socket, bool reset)
    {
        if (reset)
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is over already: there is nothing left to reset.
            }
        }

        socket.Dispose();
    }
}
