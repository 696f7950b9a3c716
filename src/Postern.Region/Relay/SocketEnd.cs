using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <summary>Ends of connections, orderly and not.</summary>
internal static class SocketEnd
{
    /// <summary>
    /// Closing it without waiting sends RST in these states of the connection; in the others the peer has reset it, or it is over:
    /// <c>tcp_need_reset</c> of https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/net/ipv4/tcp.c
    /// </summary>
    private static readonly byte[] Resettable = [1, 3, 4, 5, 8];   // ESTABLISHED, SYN_RECV, FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT

    /// <summary>Whether a close with reset would send RST.</summary>
    public static unsafe bool CanReset(int socket)
    {
        byte state = 0;
        var length = sizeof(byte);
        return OperatingSystem.IsLinux() && LinuxCalls.GetOption(socket, LinuxCalls.TcpLevel, LinuxCalls.TcpInfo, &state, &length) == 0 && Resettable.Contains(state);
    }

    public static void Close(Socket socket, bool reset)
    {
        if (reset)
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is over already: there is nothing left to reset.
            }
        }

        socket.Dispose();
    }
}
