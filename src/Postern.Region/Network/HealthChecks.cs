using Postern.Region.Elb;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>Keeps a check going for each target that is in use, from each node that may send to it.</summary>
internal sealed class HealthChecks(TargetProbe probe, TargetHealthBoard board, LatencyProfile latency, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<CheckPlan, CancellationTokenSource> _running = [];

    public void Follow(IReadOnlySet<CheckPlan> wanted)
    {
        foreach (var gone in _running.Keys.Where(p => !wanted.Contains(p)).ToList())
        {
            _running.Remove(gone, out var stop);
            stop!.Cancel();
            if (!wanted.Any(w => w.TargetGroupArn == gone.TargetGroupArn && w.Node.NetworkInterfaceId == gone.Node.NetworkInterfaceId && w.Ip == gone.Ip && w.Port == gone.Port))
            {
                board.Forget(gone.TargetGroupArn, gone.Node.NetworkInterfaceId, gone.Ip, gone.Port);
            }
        }

        foreach (var plan in wanted.Where(p => !_running.ContainsKey(p)))
        {
            var stop = _running[plan] = new CancellationTokenSource();
            _ = Task.Run(() => CheckAsync(plan, stop.Token));
        }
    }

    public void Dispose() => Follow(new HashSet<CheckPlan>());

    private async Task CheckAsync(CheckPlan plan, CancellationToken cancellationToken)
    {
        var record = HeartbeatRecord.New;
        Report(plan, record);
        while (!cancellationToken.IsCancellationRequested)
        {
            var failure = await probe.FailureAsync(plan, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            record = record.After(failure, plan.HealthCheck);
            Report(plan, record);
            await Task.Delay(TimeSpan.FromSeconds(plan.HealthCheck.Interval) / latency.HealthCheckSpeed, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Report(CheckPlan plan, HeartbeatRecord record) => board.Report(plan.TargetGroupArn, plan.Node.NetworkInterfaceId, plan.Ip, plan.Port, record.Health);
}

/// <summary>A target's heartbeats so far. Pure.</summary>
/// <param name="InRow">How many of the last ones in a row went the same way.</param>
internal sealed record HeartbeatRecord(TargetHealth Health, bool WasAlive, int InRow)
{
    public static HeartbeatRecord New { get; } = new(TargetHealth.Checking, false, 0);

    /// <summary>Healthy after the threshold of good ones in a row, unhealthy after that of bad ones; until then as it was.</summary>
    /// <param name="failure">How the last one failed; null for a good one.</param>
    public HeartbeatRecord After(TargetHealth? failure, HealthCheck check)
    {
        var isAlive = failure is null;
        var inRow = isAlive == WasAlive ? InRow + 1 : 1;
        var health = isAlive && inRow >= check.HealthyThreshold ? TargetHealth.Healthy
            : !isAlive && inRow >= check.UnhealthyThreshold ? failure!
            : Health;
        return new HeartbeatRecord(health, isAlive, inRow);
    }
}
