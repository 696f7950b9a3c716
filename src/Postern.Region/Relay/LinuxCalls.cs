using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

/// <summary>The system calls of the relay. The numbers are the same on x64 and arm64.</summary>
internal static unsafe partial class LinuxCalls
{
    public const int Again = 11;          // EAGAIN
    public const int Interrupted = 4;     // EINTR
    public const int InProgress = 115;    // EINPROGRESS

    public const int CloseOnExec = 0x80000;
    public const int NonBlocking = 0x800;
    public const int SetPipeSize = 1031;  // F_SETPIPE_SZ

    public const uint SpliceMove = 1;
    public const uint SpliceNonBlocking = 2;

    public const int ShutdownSend = 1;

    public const int Stream = 1;          // SOCK_STREAM
    public const int NoSignal = 0x4000;   // MSG_NOSIGNAL

    public const int SocketLevel = 1;     // SOL_SOCKET
    public const int ErrorOption = 4;     // SO_ERROR
    public const int SendBuffer = 7;      // SO_SNDBUF
    public const int UrgentInline = 10;   // SO_OOBINLINE
    public const int Linger = 13;         // SO_LINGER
    public const int TcpLevel = 6;        // IPPROTO_TCP
    public const int NoDelay = 1;         // TCP_NODELAY
    public const int TcpInfo = 11;        // TCP_INFO, whose first byte is the state

    [LibraryImport("libc", EntryPoint = "splice", SetLastError = true)]
    public static partial nint Splice(int from, long* fromOffset, int to, long* toOffset, nint length, uint flags);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int fd, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int NewSocket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(int listener, byte* address, int* length, int flags);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int socket, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int NameOf(int socket, byte* address, int* length);

    [LibraryImport("libc", EntryPoint = "getpeername", SetLastError = true)]
    public static partial int PeerOf(int socket, byte* address, int* length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int socket, int level, int option, void* value, int length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetOption(int socket, int level, int option, void* value, int* length);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, byte* buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(int socket, int how);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, void* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, void* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int fd, byte* interest);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, byte* events, int most, int milliseconds);

    /// <summary>Sets an option whose value is a number.</summary>
    public static void SetOption(int socket, int level, int option, int value) => _ = SetOption(socket, level, option, &value, sizeof(int));
}
