using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <summary>Ends of connections, orderly and not.</summary>
internal static class SocketEnd
{
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
