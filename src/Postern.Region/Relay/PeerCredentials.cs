using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

/// <summary>Who is at the other end of a UNIX socket. Linux.</summary>
internal static partial class PeerCredentials
{
    private const int Option = 17;   // SO_PEERCRED

    public static uint Own => geteuid();

    public static uint UserOf(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];   // struct ucred: process, user, group
        socket.GetRawSocketOption(LinuxCalls.SocketLevel, Option, credentials);
        return BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..]);
    }

    [LibraryImport("libc")]
    private static partial uint geteuid();
}
