using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

/// <summary>The relay by itself: <c>relay --listen IP:PORT --to IP:PORT [--proxy-v2 VPCE]</c>.</summary>
internal static class RelayCommand
{
    private const int BadUsage = 2;

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
        await AcceptAsync(listener, relay, arguments, stopped.Token);
        return 0;
    }

    private static async Task AcceptAsync(Socket listener, Relay relay, RelayArguments arguments, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await listener.AcceptAsync(cancellationToken), relay, arguments);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // Most likely out of file descriptors: the client waits in the queue until some connection has ended.
                await Console.Error.WriteLineAsync($"relay: cannot accept: {e.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private static async Task CarryAsync(Socket client, Relay relay, RelayArguments arguments)
    {
        Socket? target = null;
        try
        {
            target = new Socket(arguments.To.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            client.NoDelay = true;
            var header = arguments.VpcEndpointId is { } id ? ProxyProtocolV2.Proxy((IPEndPoint)client.RemoteEndPoint!, (IPEndPoint)client.LocalEndPoint!, id) : [];
            if (await relay.Join(client, target, arguments.To, new RelayOptions { Header = header }).Completion is var error and not SocketError.Success)
            {
                await Console.Error.WriteLineAsync($"relay: cannot connect to {arguments.To}: {error}");
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            await Console.Error.WriteLineAsync($"relay: a connection broke before it was joined: {e.Message}");
            SocketEnd.Close(client, reset: true);
            target?.Dispose();
        }
    }
}
