namespace Postern.Region.CloudWatch;

/// <summary>Looks several times a minute, so that bytes are put down in the minute in which they went.</summary>
internal sealed class MetricSampler(MetricBoard board, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                board.Observe();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The region stops.
        }
    }
}
