using Postern.Region.Elb;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>Keeps one check going for each target that is in use.</summary>
internal sealed class HealthChecks(TargetProbe probe, TargetHealthBoard board, LatencyProfile latency, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<CheckPlan, CancellationTokenSource> _running = [];

    public void Follow(IReadOnlySet<CheckPlan> wanted)
    {
        foreach (var gone in _running.Keys.Where(p => !wanted.Contains(p)).ToList())
        {
            _running.Remove(gone, out var stop);
            stop!.Cancel();
            if (!wanted.Any(w => w.TargetGroupArn == gone.TargetGroupArn && w.Ip == gone.Ip && w.Port == gone.Port))
            {
                board.Forget(gone.TargetGroupArn, TargetOf(gone));
            }
        }

        foreach (var plan in wanted.Where(p => !_running.ContainsKey(p)))
        {
            var stop = _running[plan] = new CancellationTokenSource();
            _ = Task.Run(() => CheckAsync(plan, stop.Token));
        }
    }

    public void Dispose() => Follow(new HashSet<CheckPlan>());

    private static Target TargetOf(CheckPlan plan) => new(plan.Ip, plan.Port, "");

    private async Task CheckAsync(CheckPlan plan, CancellationToken cancellationToken)
    {
        var record = HeartbeatRecord.New;
        board.Report(plan.TargetGroupArn, TargetOf(plan), record.Health);
        while (!cancellationToken.IsCancellationRequested)
        {
            var isAlive = await probe.IsAliveAsync(plan, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            record = record.After(isAlive, plan.HealthCheck);
            board.Report(plan.TargetGroupArn, TargetOf(plan), record.Health);
            await Task.Delay(TimeSpan.FromSeconds(plan.HealthCheck.Interval) / latency.HealthCheckSpeed, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

/// <summary>A target's heartbeats so far. Pure.</summary>
/// <param name="InRow">How many of the last ones in a row went the same way.</param>
internal sealed record HeartbeatRecord(TargetHealth Health, bool WasAlive, int InRow)
{
    public static HeartbeatRecord New { get; } = new(TargetHealth.Checking, false, 0);

    /// <summary>Healthy after the threshold of good ones in a row, unhealthy after that of bad ones; until then as it was.</summary>
    public HeartbeatRecord After(bool isAlive, HealthCheck check)
    {
        var inRow = isAlive == WasAlive ? InRow + 1 : 1;
        var health = isAlive && inRow >= check.HealthyThreshold ? TargetHealth.Healthy
            : !isAlive && inRow >= check.UnhealthyThreshold ? TargetHealth.Failed
            : Health;
        return new HeartbeatRecord(health, isAlive, inRow);
    }
}
