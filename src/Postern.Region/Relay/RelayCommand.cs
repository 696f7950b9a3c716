using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

/// <summary>The relay by itself: <c>relay --listen IP:PORT --to IP:PORT [--proxy-v2 VPCE]</c>.</summary>
internal static class RelayCommand
{
    private const int BadUsage = 2;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(string[] args)
    {
        var (arguments, mistakes) = RelayArguments.Parse(args);
        if (arguments is null)
        {
            await Console.Error.WriteLineAsync($"relay: {string.Join("; ", mistakes)}");
            return BadUsage;
        }

        using var stopped = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.Cancel();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var listener = new Socket(arguments.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            listener.Bind(arguments.Listen);
            listener.Listen(4096);
        }
        catch (SocketException e)
        {
            await Console.Error.WriteLineAsync($"relay: cannot listen on {arguments.Listen}: {e.Message}");
            return 1;
        }

        Console.WriteLine($"relay: {listener.LocalEndPoint} to {arguments.To}");
        DescriptorLimit.Raise();
        using var relay = new Relay(TimeProvider.System);
        var accepting = new Thread(() => Accept(listener, relay, arguments)) { IsBackground = true, Name = "accept" };   // waits by itself: that takes fewer hops than the runtime's queue
        accepting.Start();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Dispose();
        accepting.Join();
        return 0;
    }

    private static void Accept(Socket listener, Relay relay, RelayArguments arguments)
    {
        while (true)
        {
            try
            {
                Carry(listener.Accept(), relay, arguments);
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket })
            {
                return;   // told to stop
            }
            catch (SocketException e)
            {
                // Most likely out of file descriptors: the client waits in the queue until some connection has ended.
                Console.Error.WriteLine($"relay: cannot accept: {e.Message}");
                Thread.Sleep(PauseAfterFailure);
            }
        }
    }

    private static void Carry(Socket client, Relay relay, RelayArguments arguments)
    {
        Socket? target = null;
        try
        {
            target = new Socket(arguments.To.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            client.NoDelay = true;
            var header = arguments.VpcEndpointId is { } id ? ProxyProtocolV2.Proxy((IPEndPoint)client.RemoteEndPoint!, (IPEndPoint)client.LocalEndPoint!, id) : [];
            relay.Join(client, target, arguments.To, new RelayOptions { Header = header, Unreachable = e => Console.Error.WriteLine($"relay: cannot connect to {arguments.To}: {e}") });
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Console.Error.WriteLine($"relay: a connection broke before it was joined: {e.Message}");
            SocketEnd.Close(client, reset: true);
            target?.Dispose();
        }
    }
}
