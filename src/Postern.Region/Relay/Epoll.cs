using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

[Flags]
internal enum Readiness : uint
{
    None = 0,
    Readable = 0x001,
    Urgent = 0x002,
    Writable = 0x004,
    Error = 0x008,
    HangUp = 0x010,
    PeerHasShutDown = 0x2000,
    OneWaiter = 1u << 28,   // EPOLLEXCLUSIVE
    EdgeTriggered = 1u << 31,
}

/// <summary>Linux epoll: sockets edge-triggered and for good, so that a connection costs two calls to watch in all its life; and a wake-up from other threads.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    private const int Most = 256;
    private const int Add = 1;      // EPOLL_CTL_ADD
    private const int Delete = 2;   // EPOLL_CTL_DEL

    // struct epoll_event is packed on x64 and nowhere else.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int Stride = DataOffset + 8;

    private readonly byte[] _events = GC.AllocateArray<byte>(Most * Stride, pinned: true);
    private readonly int _epoll = Checked(LinuxCalls.EpollCreate(LinuxCalls.CloseOnExec), "epoll_create1");
    private readonly int _wakeUp = Checked(LinuxCalls.EventFd(0, LinuxCalls.NonBlocking | LinuxCalls.CloseOnExec), "eventfd");
    private int _isAwake;

    public Epoll() => Watch(_wakeUp, Readiness.Readable);

    /// <summary>Reports the socket when it becomes readable or writable; both states of now are reported first.</summary>
    public void Watch(int socket) => Watch(socket, Readiness.Readable | Readiness.Urgent | Readiness.Writable | Readiness.PeerHasShutDown | Readiness.EdgeTriggered);

    /// <summary>Reports a listening socket for as long as it has connections; of several that watch it, one that waits is told.</summary>
    public void WatchListener(int listener) => Watch(listener, Readiness.Readable | Readiness.OneWaiter);

    public void Forget(int socket) => _ = LinuxCalls.EpollControl(_epoll, Delete, socket, null);

    /// <summary>Ends a wait now or the next one; from any thread.</summary>
    public void WakeUp()
    {
        if (Interlocked.Exchange(ref _isAwake, 1) == 0)
        {
            var one = 1L;
            _ = LinuxCalls.Write(_wakeUp, &one, sizeof(long));
        }
    }

    /// <summary>Waits and says how many sockets <see cref="Event"/> has to tell about.</summary>
    public int Wait(bool block)
    {
        fixed (byte* events = _events)
        {
            return Math.Max(0, LinuxCalls.EpollWait(_epoll, events, Most, block ? -1 : 0));   // interrupted: nothing to tell
        }
    }

    /// <returns>False for the wake-up, which is then spent.</returns>
    public bool Event(int index, out int socket, out Readiness readiness)
    {
        ref var start = ref _events[index * Stride];
        readiness = (Readiness)Unsafe.ReadUnaligned<uint>(ref start);
        socket = (int)Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref start, DataOffset));
        if (socket != _wakeUp)
        {
            return true;
        }

        long count;
        _ = LinuxCalls.Read(_wakeUp, &count, sizeof(long));
        Volatile.Write(ref _isAwake, 0);   // before the caller looks at its commands, so that no later one goes unnoticed
        return false;
    }

    public void Dispose()
    {
        _ = LinuxCalls.Close(_wakeUp);
        _ = LinuxCalls.Close(_epoll);
    }

    private void Watch(int fd, Readiness interest)
    {
        var entry = stackalloc byte[Stride];
        Unsafe.WriteUnaligned(entry, (uint)interest);
        Unsafe.WriteUnaligned(entry + DataOffset, (long)fd);
        Checked(LinuxCalls.EpollControl(_epoll, Add, fd, entry), "epoll_ctl");
    }

    private static int Checked(int result, string call) => result >= 0
        ? result
        : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
}
