using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<RelayConnection, bool> _copied = [];
    private readonly ITimer _sweep;
    private PlainAcceptor? _plain;

    /// <param name="loops">Threads that move bytes; one a core unless given. With none, and where there is no splice, plain sockets do it.</param>
    /// <param name="pipeSize">How much a direction may have on its way inside the kernel.</param>
    public Relay(TimeProvider clock, int? loops = null, int pipeSize = PipePool.LargestSize)
    {
        _clock = clock;
        _loops = new SpliceLoop[OperatingSystem.IsLinux() ? loops ?? Environment.ProcessorCount : 0];
        for (var n = 0; n < _loops.Length; n++)
        {
            _loops[n] = new SpliceLoop(clock, n, pipeSize, Idlest);
        }

        _sweep = clock.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <summary>Connections that are open.</summary>
    public int Count => _copied.Count + _loops.Sum(l => l.Count);

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
            return CopyPair.Join(client, target, to, options, _clock, _copied);
        }

        client.Blocking = target.Blocking = false;
        return Idlest().Join(client, target, to, options);
    }

    /// <summary>Takes the connections of a listening socket and joins them, until <see cref="StopAcceptingAsync"/>.</summary>
    /// <param name="listener">Stays the caller's, and open meanwhile.</param>
    public void Accept(Socket listener, RelayRoute route)
    {
        if (_loops.Length == 0)
        {
            _plain = new PlainAcceptor(listener, this, route);
            return;
        }

        foreach (var loop in _loops)
        {
            loop.Accept(new SpliceAcceptor(listener, route));
        }
    }

    /// <summary>Takes whoever has come, and nobody after them. What is open goes on.</summary>
    public Task StopAcceptingAsync() => Task.WhenAll(_loops.Select(l => l.StopAcceptingAsync()).Append(_plain?.StopAsync() ?? Task.CompletedTask));

    /// <summary>Resets what is still joined.</summary>
    public void Dispose()
    {
        _sweep.Dispose();
        _plain?.Dispose();
        foreach (var loop in _loops)
        {
            loop.Dispose();
        }

        foreach (var (copied, _) in _copied)
        {
            copied.Abort();
        }
    }

    private SpliceLoop Idlest()
    {
        var idlest = _loops[0];
        foreach (var loop in _loops)
        {
            idlest = loop is null || loop.Count >= idlest.Count ? idlest : loop;   // null while the first is made
        }

        return idlest;
    }

    private void Sweep()
    {
        foreach (var loop in _loops.Where(l => l.NeedsSweep))
        {
            loop.Sweep();
        }
    }
}
