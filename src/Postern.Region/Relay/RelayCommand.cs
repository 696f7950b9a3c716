using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

/// <summary>The relay by itself: <c>relay --listen IP:PORT --to IP:PORT [--proxy-v2 VPCE] [--drain SECONDS] [--take-over]</c>.</summary>
internal static class RelayCommand
{
    private const int BadUsage = 2;
    private static readonly TimeSpan UsualDrain = TimeSpan.FromSeconds(30), LooksAfter = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync(string[] args)
    {
        var (arguments, mistakes) = RelayArguments.Parse(args);
        if (arguments is null)
        {
            await Console.Error.WriteLineAsync($"relay: {string.Join("; ", mistakes)}");
            return BadUsage;
        }

        using var stopped = new CancellationTokenSource();   // takes nobody any more
        using var ended = new CancellationTokenSource();     // waits for nobody any more
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            if (context.Signal == PosixSignal.SIGINT || stopped.IsCancellationRequested)
            {
                ended.Cancel();
            }

            stopped.Cancel();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var taken = arguments.TakesOver ? HandOver.Take(arguments.Listen) : null;
        using var listener = taken?.Listener ?? new Socket(arguments.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (taken is null)
            {
                listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                listener.Bind(arguments.Listen);
                listener.Listen(4096);
            }
        }
        catch (SocketException e)
        {
            await Console.Error.WriteLineAsync($"relay: cannot listen on {arguments.Listen}: {e.Message}");
            return 1;
        }

        DescriptorLimit.Raise();
        var errors = Console.Error;   // opens it, which it could not where descriptors have run out
        using var relay = new Relay(TimeProvider.System);
        relay.Accept(listener, new RelayRoute(arguments.To, arguments.VpcEndpointId, what => errors.WriteLine($"relay: {what}")));
        taken?.Done();
        using var offer = OperatingSystem.IsLinux() ? HandOver.Offer(listener, arguments.Listen) : null;
        Console.WriteLine($"relay: {listener.LocalEndPoint} to {arguments.To}");
        var stop = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopped.Token);
        var isHandedOver = await Task.WhenAny(stop, offer?.HandedOver ?? stop) != stop;
        await stopped.CancelAsync();   // what comes now is the second signal
        await relay.StopAcceptingAsync();
        listener.Dispose();
        await DrainAsync(relay, arguments.Drain ?? (isHandedOver ? null : UsualDrain), ended.Token);
        return 0;
    }

    /// <summary>Until all connections have ended, time is up, or somebody has no patience.</summary>
    private static async Task DrainAsync(Relay relay, TimeSpan? most, CancellationToken ended)
    {
        if (relay.Count > 0 && !ended.IsCancellationRequested && most != TimeSpan.Zero)
        {
            Console.WriteLine($"relay: takes no more connections; {relay.Count} go on{(most is { } limit ? $", for {limit.TotalSeconds} s at most" : "")}");
        }

        for (var began = TimeProvider.System.GetTimestamp(); relay.Count > 0 && !ended.IsCancellationRequested && (most is null || TimeProvider.System.GetElapsedTime(began) < most);)
        {
            await Task.Delay(LooksAfter, TimeProvider.System, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
