using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

/// <summary>A socket and what is known of it: what the last event said, until a call finds it to be over.</summary>
internal sealed class SpliceSocket(int fd)
{
    public int Fd => fd;

    public bool IsReadable { get; set; }

    public bool IsWritable { get; set; }
}

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

/// <summary>Bytes from one socket to the other by way of a pipe, without a copy.</summary>
/// <param name="counted">Told of bytes that came from the source.</param>
internal sealed unsafe class SpliceDirection(SpliceSocket source, SpliceSocket destination, PipePool pipes, Action<long> counted)
{
    private const int StepsInTurn = 16;
    private Pipe? _pipe;
    private long _inPipe;
    private bool _hasEnded;   // the source has
    private PumpResult _result;

    /// <summary>Puts bytes before those of the source.</summary>
    /// <returns>False when there was no pipe to be had.</returns>
    public bool Prepend(ReadOnlySpan<byte> bytes)
    {
        _pipe = pipes.Take();
        fixed (byte* start = bytes)
        {
            _inPipe = _pipe is null ? 0 : LinuxCalls.Write(_pipe.WriteEnd, start, bytes.Length);   // up to a page fits an empty pipe whole
        }

        return _inPipe == bytes.Length;
    }

    /// <summary>
    /// Moves what can be moved. Events are edge-triggered, so it may say Waiting only when an event is sure to come: with an empty pipe the source was found
    /// empty, with a filled one the destination was found full. "Try again" while the pipe holds bytes may mean that the pipe is full, so the
    /// source counts as readable until a read into an empty pipe fails.
    /// </summary>
    public PumpResult Pump()
    {
        if (_result is PumpResult.Finished or PumpResult.Broken)
        {
            return _result;
        }

        _result = PumpResult.Unfinished;
        for (var step = 0; step < StepsInTurn && _result == PumpResult.Unfinished; step++)
        {
            _result = Step();
        }

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

    private PumpResult Step()
    {
        var hasMoved = false;
        if (!_hasEnded && source.IsReadable && _inPipe < PipePool.LargestSize)
        {
            _pipe ??= pipes.Take();
            if (_pipe is null)
            {
                return PumpResult.Broken;
            }

            var read = Splice(source.Fd, _pipe.WriteEnd, PipePool.LargestSize - _inPipe);
            if (read < -1)
            {
                return PumpResult.Broken;
            }

            hasMoved = read > 0;
            _hasEnded = read == 0;
            source.IsReadable = read >= 0 || _inPipe > 0;
            if (hasMoved)
            {
                _inPipe += read;
                counted(read);
            }
        }

        if (_inPipe > 0 && destination.IsWritable)
        {
            var written = Splice(_pipe!.ReadEnd, destination.Fd, _inPipe);
            if (written is 0 or < -1)
            {
                return PumpResult.Broken;
            }

            destination.IsWritable = written > 0;
            if (written > 0)
            {
                hasMoved = true;
                _inPipe -= written;
            }
        }

        if (_hasEnded && _inPipe == 0)
        {
            return LinuxCalls.Shutdown(destination.Fd, LinuxCalls.ShutdownSend) == 0 ? PumpResult.Finished : PumpResult.Broken;
        }

        return hasMoved ? PumpResult.Unfinished : PumpResult.Waiting;
    }

    /// <returns>Bytes moved; 0 at the end; -1 to try again after an event; -2 when a socket is broken.</returns>
    private static long Splice(int from, int to, long length)
    {
        while (true)
        {
            var moved = LinuxCalls.Splice(from, null, to, null, (nint)length, LinuxCalls.SpliceMove | LinuxCalls.SpliceNonBlocking);
            if (moved >= 0)
            {
                return moved;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case LinuxCalls.Again:
                    return -1;
                case LinuxCalls.Interrupted:
                    continue;
                default:
                    return -2;
            }
        }
    }
}
