using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

internal enum PumpResult
{
    /// <summary>Nothing to do before the next event.</summary>
    Waiting,

    /// <summary>There is more to do: others had to have their turn.</summary>
    Unfinished,

    /// <summary>The source has ended and the destination has been told.</summary>
    Finished,

    /// <summary>One of the sockets is broken, or there was no pipe to be had.</summary>
    Broken,
}

/// <summary>
/// Bytes from one socket to the other: few of them by way of the loop's page, which takes two calls and no pipe; many by way of a pipe, without a copy.
/// </summary>
/// <param name="counted">Told of bytes that came from the source.</param>
internal sealed unsafe class SpliceDirection(SpliceSocket source, SpliceSocket destination, PipePool pipes, Action<long> counted)
{
    private const int StepsInTurn = 16;

    /// <summary>
    /// Bytes that a socket may hold for its peer; the kernel doubles it. Left to itself the kernel queues up to 4 MiB (net.ipv4.tcp_wmem), which have left the
    /// processor's cache when the peer copies them. Under one segment of the loopback interface (64 KiB) connections stall.
    /// </summary>
    private const int SendBuffer = 128 << 10;

    private Pipe? _pipe;
    private long _inPipe;
    private long _movedInTurn;
    private bool _isBulk;       // whether bytes come faster than the page takes them
    private bool _isLimited;    // whether the destination's buffer is
    private bool _hasEnded;     // the source has
    private PumpResult _result;

    public bool IsFinished => _result == PumpResult.Finished;

    /// <summary>Puts bytes before those of the source.</summary>
    /// <returns>False when there was no pipe to be had.</returns>
    public bool Prepend(ReadOnlySpan<byte> bytes)
    {
        _pipe ??= pipes.Take();
        fixed (byte* start = bytes)
        {
            _inPipe = _pipe is null ? 0 : LinuxCalls.Write(_pipe.WriteEnd, start, bytes.Length);   // up to a page fits an empty pipe whole
        }

        return _inPipe == bytes.Length;
    }

    /// <summary>
    /// Moves what can be moved. Events are edge-triggered, so it may say Waiting only when an event is sure to come: with an empty pipe the source was found
    /// empty or the destination full, with a filled one the destination was found full. "Try again" while the pipe holds bytes may mean that the pipe is full, so the
    /// source counts as readable until a read into an empty pipe fails.
    /// </summary>
    /// <param name="isLast">Whether the other direction has ended, so that the sockets are closed after this one.</param>
    public PumpResult Pump(bool isLast)
    {
        if (_result is PumpResult.Finished or PumpResult.Broken)
        {
            return _result;
        }

        (_result, _movedInTurn) = (PumpResult.Unfinished, 0);
        for (var step = 0; step < StepsInTurn && _result == PumpResult.Unfinished; step++)
        {
            _result = Step(isLast);
        }

        _isBulk &= _movedInTurn >= PipePool.PageSize || _inPipe > 0;
        if (_pipe is not null && _inPipe == 0)
        {
            pipes.Return(_pipe, isEmpty: true);
            _pipe = null;
        }

        return _result;
    }

    /// <summary>Gives the pipe back.</summary>
    public void Close()
    {
        if (_pipe is not null)
        {
            pipes.Return(_pipe, _inPipe == 0);
            _pipe = null;
        }
    }

    private PumpResult Step(bool isLast)
    {
        var before = (_movedInTurn, _inPipe, _isBulk);
        if (!_hasEnded && source.IsReadable && !(_isBulk ? Fill() : _inPipe > 0 || !destination.IsWritable || Hand()))
        {
            return PumpResult.Broken;
        }

        if (_inPipe > 0 && destination.IsWritable && !Empty())
        {
            return PumpResult.Broken;
        }

        if (_hasEnded && _inPipe == 0)
        {
            return isLast || LinuxCalls.Shutdown(destination.Fd, LinuxCalls.ShutdownSend) == 0 ? PumpResult.Finished : PumpResult.Broken;
        }

        return before == (_movedInTurn, _inPipe, _isBulk) ? PumpResult.Waiting : PumpResult.Unfinished;
    }

    /// <summary>Hands on up to a page.</summary>
    /// <returns>False when it cannot go on.</returns>
    private bool Hand()
    {
        var read = Result(LinuxCalls.Receive(source.Fd, pipes.Page, PipePool.PageSize, 0));
        if (read <= 0)
        {
            (_hasEnded, source.IsReadable) = (read == 0, false);
            return read >= -1;
        }

        Count(read);
        _isBulk = read == PipePool.PageSize && !source.HasUrgentData;
        source.IsReadable = read == PipePool.PageSize || source.HasEnded || source.HasUrgentData;   // less than asked for was all, and what comes makes an event
        var sent = Result(LinuxCalls.Send(destination.Fd, pipes.Page, (nint)read, LinuxCalls.NoSignal));
        if (sent == read)
        {
            return true;
        }

        destination.IsWritable = false;
        return sent >= -1 && Prepend(new ReadOnlySpan<byte>(pipes.Page, (int)read)[(int)Math.Max(sent, 0)..]);
    }

    private bool Fill()
    {
        if (_inPipe >= PipePool.LargestSize)
        {
            return true;
        }

        _pipe ??= pipes.Take();
        if (_pipe is null)
        {
            return false;
        }

        var read = Splice(source.Fd, _pipe.WriteEnd, PipePool.LargestSize - _inPipe);
        if (read > 0)
        {
            _inPipe += read;
            Count(read);
            return true;
        }

        source.IsReadable = read == 0 || _inPipe > 0 || source.HasUrgentData;
        _isBulk = read < 0 && !source.HasUrgentData;   // splice says that it is over where urgent data is next: a read knows
        return read >= -1;
    }

    private bool Empty()
    {
        if (!_isLimited)
        {
            LinuxCalls.SetOption(destination.Fd, LinuxCalls.SocketLevel, LinuxCalls.SendBuffer, SendBuffer);
            _isLimited = true;
        }

        var written = Splice(_pipe!.ReadEnd, destination.Fd, _inPipe);
        destination.IsWritable = written > 0;
        _inPipe -= Math.Max(written, 0);
        return written is > 0 or -1;
    }

    private void Count(long read)
    {
        _movedInTurn += read;
        counted(read);
    }

    private static long Splice(int from, int to, long length)
    {
        long moved;
        do
        {
            moved = Result(LinuxCalls.Splice(from, null, to, null, (nint)length, LinuxCalls.SpliceMove | LinuxCalls.SpliceNonBlocking));
        }
        while (moved == -1 && Marshal.GetLastPInvokeError() == LinuxCalls.Interrupted);
        return moved;
    }

    /// <returns>Bytes moved; 0 at the end; -1 to try again after an event; -2 when a socket is broken.</returns>
    private static long Result(nint moved) => moved >= 0 ? moved : Marshal.GetLastPInvokeError() is LinuxCalls.Again or LinuxCalls.Interrupted ? -1 : -2;
}
