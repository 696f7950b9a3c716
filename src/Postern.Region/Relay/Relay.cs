using System.Net;
using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <summary>Joins sockets in pairs: half-close kept, slow readers waited for, idle pairs reset. Zero-copy on Linux.</summary>
internal sealed class Relay : IDisposable
{
    private const int LongestHeader = 4096;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private readonly TimeProvider _clock;
    private readonly SpliceLoop[] _loops;
    private readonly ITimer _sweep;

    /// <param name="loops">Threads that move bytes; one a core unless given.</param>
    /// <param name="pipeSize">How much a direction may have on its way inside the kernel.</param>
    public Relay(TimeProvider clock, int? loops = null, int pipeSize = PipePool.LargestSize)
    {
        _clock = clock;
        _loops = OperatingSystem.IsLinux() ? [.. Enumerable.Range(0, loops ?? Environment.ProcessorCount).Select(n => new SpliceLoop(clock, n, pipeSize))] : [];
        _sweep = clock.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <summary>
    /// Connects the target, moves bytes between the two until both have ended, and closes them. Where there is no connection, the client is reset. Both belong to
    /// the relay from now on. A socket that was used with the runtime's own asynchronous calls would cost twice: the runtime goes on watching it.
    /// </summary>
    /// <param name="target">Not connected; bound, where it matters.</param>
    public RelayConnection Join(Socket client, Socket target, IPEndPoint to, RelayOptions options)
    {
        if (options.Header.Length > LongestHeader)
        {
            throw new ArgumentException($"A header of {options.Header.Length} bytes is too long; the most is {LongestHeader}.", nameof(options));
        }

        if (_loops.Length == 0 || options.Delay > TimeSpan.Zero)
        {
            return CopyPair.Join(client, target, to, options, _clock);
        }

        client.Blocking = target.Blocking = false;
        return _loops.MinBy(l => l.Count)!.Join(client, target, to, options);
    }

    /// <summary>Resets what is still joined.</summary>
    public void Dispose()
    {
        _sweep.Dispose();
        foreach (var loop in _loops)
        {
            loop.Dispose();
        }
    }

    private void Sweep()
    {
        foreach (var loop in _loops.Where(l => l.Count > 0))
        {
            loop.Sweep();
        }
    }
}
