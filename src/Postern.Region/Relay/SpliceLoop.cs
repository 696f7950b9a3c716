using System.Collections.Concurrent;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <summary>One thread that moves the bytes of many connections; others reach it by commands.</summary>
internal sealed class SpliceLoop : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Epoll _epoll = new();
    private readonly PipePool _pipes;
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly Lock _lifetime = new();
    private readonly Dictionary<int, SplicePair> _pairs = [];   // each twice: by its client's and its target's descriptor
    private readonly Queue<SplicePair> _unfinished = new();
    private readonly Thread _thread;
    private bool _isStopping;
    private bool _isDisposed;
    private long _now;
    private int _count;

    public SpliceLoop(TimeProvider clock, int number, int pipeSize)
    {
        (_clock, _pipes) = (clock, new PipePool(pipeSize));
        _thread = new Thread(Run) { IsBackground = true, Name = $"relay {number}" };
        _thread.Start();
    }

    /// <summary>Connections of this loop, those on their way to it included.</summary>
    public int Count => Volatile.Read(ref _count);

    public RelayConnection Join(Socket client, Socket target, IPEndPoint to, RelayOptions options)
    {
        SplicePair pair = null!;
        pair = new SplicePair(new RelayConnection(_ => Post(() => End(pair, reset: true)), options.Unreachable), client, target, options, _pipes);
        Interlocked.Increment(ref _count);
        return Post(() => Begin(pair, to)) ? pair.Connection : throw new ObjectDisposedException(nameof(Relay));
    }

    /// <summary>Resets connections that have been idle for too long, and those whose target does not answer.</summary>
    public void Sweep() => Post(() =>
    {
        foreach (var pair in _pairs.Values.Where(p => _clock.GetElapsedTime(p.LastActivity) >= p.Patience).ToArray())
        {
            pair.NoteTimeout();
            End(pair, reset: true);
        }
    });

    public void Dispose()
    {
        lock (_lifetime)
        {
            if (!Post(() => _isStopping = true))
            {
                return;
            }

            _isDisposed = true;
        }

        _thread.Join();
        _pipes.Dispose();
        _epoll.Dispose();
    }

    // Under a lock, because after the end the wake-up's descriptor may be somebody else's.
    private bool Post(Action command)
    {
        lock (_lifetime)
        {
            if (!_isDisposed)
            {
                _commands.Enqueue(command);
                _epoll.WakeUp();
            }

            return !_isDisposed;
        }
    }

    private void Run()
    {
        while (!_isStopping)
        {
            var events = _epoll.Wait(block: _unfinished.Count == 0);
            _now = _clock.GetTimestamp();
            var turns = _unfinished.Count;
            for (var i = 0; i < events; i++)
            {
                if (_epoll.Event(i, out var socket, out var readiness) && _pairs.TryGetValue(socket, out var pair))
                {
                    pair.Notice(socket, readiness);
                    Pump(pair);
                }
            }

            for (; turns > 0; turns--)
            {
                var pair = _unfinished.Dequeue();
                pair.IsQueued = false;
                Pump(pair);
            }

            // After the events, so that a descriptor that is used anew cannot get an event of its former owner.
            while (_commands.TryDequeue(out var command))
            {
                command();
            }
        }

        foreach (var pair in _pairs.Values.ToArray())
        {
            End(pair, reset: true);
        }
    }

    private void Begin(SplicePair pair, IPEndPoint to)
    {
        if (pair.IsClosed)
        {
            return;   // aborted by a command that came first
        }

        _pairs[pair.ClientEnd.Fd] = _pairs[pair.TargetEnd.Fd] = pair;
        pair.LastActivity = _now;
        try
        {
            if (pair.Connect(to))
            {
                _epoll.Watch(pair.TargetEnd.Fd);   // not before it connects: a socket that does nothing counts as hung up
                _epoll.Watch(pair.ClientEnd.Fd);
                return;
            }
        }
        catch (Win32Exception)
        {
            // The kernel's limit of watches.
        }

        End(pair, reset: true);
    }

    private void Pump(SplicePair pair)
    {
        if (pair.IsClosed)
        {
            return;   // ended since it was queued
        }

        pair.LastActivity = _now;
        switch (pair.Pump())
        {
            case PumpResult.Unfinished when !pair.IsQueued:
                pair.IsQueued = true;
                _unfinished.Enqueue(pair);
                break;
            case PumpResult.Finished:
                End(pair, reset: false);
                break;
            case PumpResult.Broken:
                End(pair, reset: true);
                break;
        }
    }

    private void End(SplicePair pair, bool reset)
    {
        if (pair.IsClosed)
        {
            return;
        }

        _pairs.Remove(pair.ClientEnd.Fd);
        _pairs.Remove(pair.TargetEnd.Fd);
        Interlocked.Decrement(ref _count);
        pair.Close(reset);
    }
}
