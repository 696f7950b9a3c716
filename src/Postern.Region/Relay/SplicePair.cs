using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

/// <summary>Two joined sockets and both directions between them; lives on one event loop.</summary>
internal sealed class SplicePair : RelayConnection
{
    private readonly SpliceLoop _loop;
    private readonly SpliceDirection _toTarget;
    private readonly SpliceDirection _toClient;
    private readonly RelayOptions _options;
    private bool _isConnected;

    public SplicePair(SpliceLoop loop, SpliceSocket client, SpliceSocket target, RelayOptions options) : base(options.Unreachable)
    {
        (_loop, Client, Target, _options) = (loop, client, target, options);
        _toTarget = new SpliceDirection(client, target, loop.Pipes, n => Count(n, isFromClient: true));
        _toClient = new SpliceDirection(target, client, loop.Pipes, n => Count(n, isFromClient: false));
    }

    public SpliceSocket Client { get; }

    public SpliceSocket Target { get; }

    /// <summary>When it last had a turn, as the clock's timestamp.</summary>
    public long LastActivity { get; set; }

    /// <summary>Whether the pair waits for its turn without an event.</summary>
    public bool IsQueued { get; set; }

    public bool IsClosed { get; private set; }

    /// <summary>For how long nothing may happen.</summary>
    public TimeSpan Patience => _isConnected ? _options.IdleTimeout : _options.ConnectTimeout;

    public override void Abort() => _loop.Abort(this);

    /// <summary>Begins to connect the target. The first event of its socket tells how that went.</summary>
    /// <returns>False when the target cannot be reached, or there was no pipe to be had.</returns>
    public unsafe bool Connect(SocketAddress to)
    {
        fixed (byte* start = to.Buffer.Span)
        {
            if (LinuxCalls.Connect(Target.Fd, start, to.Size) != 0 && Marshal.GetLastPInvokeError() != LinuxCalls.InProgress)
            {
                Fail(SocketError.NetworkUnreachable);
                return false;
            }
        }

        return _options.Header.IsEmpty || _toTarget.Prepend(_options.Header.Span);
    }

    public void Notice(int socket, Readiness readiness) => (socket == Client.Fd ? Client : Target).Notice(readiness);

    /// <summary>Moves bytes in both directions. What one side sent before it broke still reaches the other, if that one takes it at once.</summary>
    public PumpResult Pump()
    {
        var hasError = Client.HasError || Target.HasError;
        if (!_isConnected && !(_isConnected = Target.IsWritable && !hasError))
        {
            return hasError ? Failed() : PumpResult.Waiting;
        }

        var toTarget = _toTarget.Pump(isLast: _toClient.IsFinished);
        var toClient = _toClient.Pump(isLast: toTarget == PumpResult.Finished);
        return (toTarget, toClient) switch
        {
            (PumpResult.Unfinished, _) or (_, PumpResult.Unfinished) => PumpResult.Unfinished,
            (PumpResult.Finished, PumpResult.Finished) => PumpResult.Finished,
            (PumpResult.Broken, _) or (_, PumpResult.Broken) => PumpResult.Broken,
            _ => hasError ? PumpResult.Broken : PumpResult.Waiting,
        };
    }

    /// <param name="reset">Whether both peers see RST rather than an orderly end.</param>
    public void Close(bool reset)
    {
        IsClosed = true;
        if (!_isConnected)
        {
            Fail(SocketError.OperationAborted);
        }

        _toTarget.Close();
        _toClient.Close();
        HasReset = reset && SocketEnd.CanReset(Client.Fd);
        Client.Close(reset);
        Target.Close(reset);
        End();
    }

    /// <summary>Says that the target did not answer in time, where that is so.</summary>
    public void NoteTimeout()
    {
        if (!_isConnected)
        {
            Fail(SocketError.TimedOut);
        }
    }

    private PumpResult Failed()
    {
        Fail(Target.HasError ? Target.TakeError() : SocketError.OperationAborted);
        return PumpResult.Broken;
    }
}
