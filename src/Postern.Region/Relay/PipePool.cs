using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

/// <summary>Where bytes rest in the kernel on their way from socket to socket.</summary>
internal sealed record Pipe(int ReadEnd, int WriteEnd);

/// <summary>Empty pipes of one event loop, and the page that short messages go by. A direction holds one only while it has bytes on the way, so idle connections need none.</summary>
/// <param name="size">What to ask the kernel for. It gives less to an unprivileged process that has many.</param>
internal sealed unsafe class PipePool(int size) : IDisposable
{
    /// <summary>The most that an unprivileged process may ask for (fs.pipe-max-size).</summary>
    public const int LargestSize = 1 << 20;

    /// <summary>What fits any empty pipe whole.</summary>
    public const int PageSize = 4096;

    private const int MostKept = 16;
    private readonly Stack<Pipe> _empty = new();

    /// <summary>For bytes that are taken and given within one step.</summary>
    public byte* Page { get; } = (byte*)NativeMemory.Alloc(PageSize);

    /// <returns>Null when the process has no file descriptors left.</returns>
    public Pipe? Take()
    {
        if (_empty.TryPop(out var pipe))
        {
            return pipe;
        }

        var ends = stackalloc int[2];
        if (LinuxCalls.Pipe(ends, LinuxCalls.NonBlocking | LinuxCalls.CloseOnExec) < 0)
        {
            return null;
        }

        _ = LinuxCalls.Control(ends[1], LinuxCalls.SetPipeSize, size);
        return new Pipe(ends[0], ends[1]);
    }

    /// <param name="isEmpty">A pipe with bytes in it is never used again: they belong to a connection that has ended.</param>
    public void Return(Pipe pipe, bool isEmpty)
    {
        if (isEmpty && _empty.Count < MostKept)
        {
            _empty.Push(pipe);
        }
        else
        {
            Close(pipe);
        }
    }

    public void Dispose()
    {
        while (_empty.TryPop(out var pipe))
        {
            Close(pipe);
        }

        NativeMemory.Free(Page);
    }

    private static void Close(Pipe pipe)
    {
        _ = LinuxCalls.Close(pipe.ReadEnd);
        _ = LinuxCalls.Close(pipe.WriteEnd);
    }
}
