using Postern.Region.Relays;

namespace Postern.Region.Network;

/// <summary>Before anything else ends with the region: takes no more connections, and lets those that are open go on for a while.</summary>
internal sealed class TrafficDrain(Traffic traffic, Relay relay, RegionOptions options) : IHostedService
{
    /// <summary>What it waits for are peers, who keep no other time, whatever the region's clock says.</summary>
    private static readonly TimeProvider Machine = TimeProvider.System;
    private static readonly TimeSpan LooksAfter = TimeSpan.FromMilliseconds(50);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        traffic.LetNobodyIn();
        for (var began = Machine.GetTimestamp(); relay.Count > 0 && Machine.GetElapsedTime(began) < options.Drain && !cancellationToken.IsCancellationRequested;)
        {
            await Task.Delay(LooksAfter, Machine, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
