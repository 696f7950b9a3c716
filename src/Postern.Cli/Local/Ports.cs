using System.Net;
using System.Net.Sockets;

namespace Postern.Cli.Local;

/// <summary>Ports of 127.0.0.1.</summary>
internal static class Ports
{
    /// <summary>Says in words which port is taken; with <paramref name="patience"/> waits for the children of a killed `up` to let go.</summary>
    public static async Task RequireFreeAsync(int port, bool udp, string option, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var start = clock.GetTimestamp(); !IsFree(port, udp);)
        {
            if (clock.GetElapsedTime(start) >= patience)
            {
                throw new CliException($"Port {port} of 127.0.0.1 is in use by another program. Stop it, or choose another with {option} PORT.");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }
    }

    /// <summary>Two different ports that nobody listens on, the second also free for UDP.</summary>
    public static (int Api, int Aws) Choose()
    {
        using var api = new TcpListener(IPAddress.Loopback, 0);
        api.Start();
        while (true)
        {
            using var aws = new TcpListener(IPAddress.Loopback, 0);
            aws.Start();
            var port = ((IPEndPoint)aws.LocalEndpoint).Port;
            if (UdpIsFree(port))
            {
                return (((IPEndPoint)api.LocalEndpoint).Port, port);
            }
        }
    }

    private static bool IsFree(int port, bool udp)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return !udp || UdpIsFree(port);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }

    private static bool UdpIsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
