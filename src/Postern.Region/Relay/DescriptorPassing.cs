using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

/// <summary>Open sockets that go from process to process over a UNIX socket (SCM_RIGHTS). Linux.</summary>
internal static unsafe partial class DescriptorPassing
{
    private const int Rights = 1;   // SCM_RIGHTS
    private const int CloseOnExec = 0x40000000;   // MSG_CMSG_CLOEXEC

    /// <exception cref="SocketException">The other side has gone.</exception>
    public static void Send(Socket over, Socket what) => Exchange(over, (int)what.SafeHandle.DangerousGetHandle());

    /// <summary>Waits for a socket.</summary>
    /// <exception cref="SocketException">The other side has gone, or sent none.</exception>
    public static Socket Receive(Socket over) => new(new SafeSocketHandle(Exchange(over, null), ownsHandle: true));

    private static int Exchange(Socket over, int? descriptor)
    {
        byte one = 1;
        var part = new Part { Start = &one, Length = 1 };
        var control = new Control { Length = (nuint)(sizeof(Control) - sizeof(int)), Level = LinuxCalls.SocketLevel, Type = Rights, Descriptor = descriptor ?? -1 };
        var message = new Message { Parts = &part, PartCount = 1, Control = &control, ControlLength = (nuint)sizeof(Control) };
        var fd = (int)over.SafeHandle.DangerousGetHandle();
        var moved = descriptor is null ? recvmsg(fd, &message, CloseOnExec) : sendmsg(fd, &message, LinuxCalls.NoSignal);
        return moved == 1 && message.ControlLength >= (nuint)(sizeof(Control) - sizeof(int)) && control.Type == Rights
            ? control.Descriptor
            : throw new SocketException((int)SocketError.ConnectionReset);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint sendmsg(int socket, Message* message, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recvmsg(int socket, Message* message, int flags);

    // struct iovec
    [StructLayout(LayoutKind.Sequential)]
    private struct Part
    {
        public byte* Start;
        public nuint Length;
    }

    // struct cmsghdr with one descriptor, and what aligns the next
    [StructLayout(LayoutKind.Sequential)]
    private struct Control
    {
        public nuint Length;
        public int Level;
        public int Type;
        public int Descriptor;
        public int Padding;
    }

    // struct msghdr
    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public void* Name;
        public uint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public Control* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
