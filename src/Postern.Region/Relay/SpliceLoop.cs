using System.Collections.Concurrent;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <summary>One thread that moves the bytes of many connections; others reach it by commands.</summary>
internal sealed class SpliceLoop : IDisposable
{
    /// <summary>Connections taken before the others have their turn.</summary>
    private const int AcceptsInTurn = 4;

    /// <summary>How many more connections than the idlest loop one keeps: to hand one over wakes a thread.</summary>
    private const int Slack = 2;

    private readonly TimeProvider _clock;
    private readonly Epoll _epoll = new();
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly Lock _lifetime = new();
    private readonly Dictionary<int, SplicePair> _pairs = [];   // each twice: by its client's and its target's descriptor
    private readonly Queue<SplicePair> _unfinished = new();
    private readonly Thread _thread;
    private readonly Func<SpliceLoop> _idlest;
    private SpliceAcceptor? _acceptor;
    private bool _isExhausted;
    private bool _isStopping;
    private bool _isDisposed;
    private long _now;
    private int _count;

    /// <param name="idlest">Which loop has the fewest connections.</param>
    public SpliceLoop(TimeProvider clock, int number, int pipeSize, Func<SpliceLoop> idlest)
    {
        (_clock, Pipes, _idlest) = (clock, new PipePool(pipeSize), idlest);
        _thread = new Thread(Run) { IsBackground = true, Name = $"relay {number}" };
        _thread.Start();
    }

    /// <summary>Connections of this loop, those on their way to it included.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether <see cref="Sweep"/> has something to do.</summary>
    public bool NeedsSweep => Count > 0 || Volatile.Read(ref _isExhausted);

    /// <summary>For what lives on this loop.</summary>
    public PipePool Pipes { get; }

    public RelayConnection Join(Socket client, Socket target, IPEndPoint to, RelayOptions options)
    {
        var pair = new SplicePair(this, new SpliceSocket(client), new SpliceSocket(target), options);
        return Add(pair, to.Serialize()) ? pair : throw new ObjectDisposedException(nameof(Relay));
    }

    /// <summary>Takes connections, with other loops, from now on.</summary>
    public void Accept(SpliceAcceptor acceptor) => Post(() =>
    {
        _acceptor = acceptor;
        _epoll.WatchListener(acceptor.Fd);
    });

    /// <summary>Takes what has come, and no more. The task ends when that is done.</summary>
    public Task StopAcceptingAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isPosted = Post(() =>
        {
            while (AcceptOne())
            {
            }

            Forget();
            done.SetResult();
        });
        return isPosted ? done.Task : Task.CompletedTask;
    }

    public void Abort(SplicePair pair) => Post(() => End(pair, reset: true));

    /// <summary>Resets connections that have been idle for too long, and those whose target does not answer.</summary>
    public void Sweep() => Post(() =>
    {
        foreach (var pair in _pairs.Values.Where(p => _clock.GetElapsedTime(p.LastActivity) >= p.Patience).ToArray())
        {
            pair.NoteTimeout();
            End(pair, reset: true);
        }

        AcceptAgain();
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
        Pipes.Dispose();
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
            var isAccepting = false;
            for (var i = 0; i < events; i++)
            {
                if (!_epoll.Event(i, out var socket, out var readiness))
                {
                    continue;
                }

                if (_pairs.TryGetValue(socket, out var pair))
                {
                    pair.Notice(socket, readiness);
                    Pump(pair);
                }

                isAccepting |= socket == _acceptor?.Fd;
            }

            for (; turns > 0; turns--)
            {
                var pair = _unfinished.Dequeue();
                pair.IsQueued = false;
                Pump(pair);
            }

            // After the events, so that a descriptor that is used anew cannot get an event of its former owner.
            for (var i = 0; isAccepting && i < AcceptsInTurn && AcceptOne(); i++)
            {
            }

            while (_commands.TryDequeue(out var command))
            {
                command();
            }
        }

        Forget();
        foreach (var pair in _pairs.Values.ToArray())
        {
            End(pair, reset: true);
        }
    }

    /// <returns>Whether there may be more.</returns>
    private bool AcceptOne()
    {
        if (_acceptor is null || _isExhausted)
        {
            return false;
        }

        var loop = _idlest() is var other && Count - other.Count >= Slack ? other : this;
        var result = _acceptor.Accept(loop, out var pair);
        switch (result)
        {
            case AcceptResult.Taken when loop == this:
                Interlocked.Increment(ref _count);
                Begin(pair!, _acceptor.Target);
                break;
            case AcceptResult.Taken:
                if (!loop.Add(pair!, _acceptor.Target))
                {
                    pair!.Close(reset: true);
                }

                break;
            case AcceptResult.Exhausted:
                _isExhausted = true;   // it would be told of the same connection without end
                _epoll.Forget(_acceptor.Fd);
                break;
        }

        return result == AcceptResult.Taken;
    }

    private void AcceptAgain()
    {
        if (_isExhausted && _acceptor is not null)
        {
            _isExhausted = false;
            _epoll.WatchListener(_acceptor.Fd);
        }
    }

    private void Forget()
    {
        if (_acceptor is not null && !_isExhausted)
        {
            _epoll.Forget(_acceptor.Fd);
        }

        _acceptor?.Dispose();
        _acceptor = null;
    }

    private bool Add(SplicePair pair, SocketAddress to)
    {
        Interlocked.Increment(ref _count);
        return Post(() => Begin(pair, to));
    }

    private void Begin(SplicePair pair, SocketAddress to)
    {
        if (pair.IsClosed)
        {
            return;   // aborted by a command that came first
        }

        _pairs[pair.Client.Fd] = _pairs[pair.Target.Fd] = pair;
        pair.LastActivity = _now;
        try
        {
            if (pair.Connect(to))
            {
                _epoll.Watch(pair.Target.Fd);   // not before it connects: a socket that does nothing counts as hung up
                _epoll.Watch(pair.Client.Fd);
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

        _pairs.Remove(pair.Client.Fd);
        _pairs.Remove(pair.Target.Fd);
        Interlocked.Decrement(ref _count);
        pair.Close(reset);
        AcceptAgain();
    }
}
