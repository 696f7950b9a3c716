using System.Collections.Concurrent;
using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>
/// The loop. While this process owns the cell, it runs the rows that are due, several at a time and none twice at once. It wakes by a signal and sweeps
/// by the clock. A row that fails comes back later; nothing is dropped.
/// </summary>
internal sealed partial class CellWorker(CellHold hold, IEnumerable<ICellTask> tasks, WorkSignal signal, TimeProvider clock, ILogger<CellWorker> logger) : BackgroundService
{
    private const int MostAtOnce = 8;

    /// <summary>As many as run already may be among them, and thousands may be due.</summary>
    private const int Candidates = (2 * MostAtOnce) + 1;

    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<ICellTask> _tasks = [.. tasks];
    private readonly ConcurrentDictionary<(string Kind, string Id), Task> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Tenure? tenure = null;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var wait = Sweep;
                try
                {
                    tenure = await RenewAsync(tenure, stoppingToken);
                    wait = tenure is null ? Sweep : await StartDueAsync(tenure, stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    LogSweepFailed(e);
                }

                await signal.WaitAsync(wait, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process is asked to stop.
        }

        await (tenure?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Task.WhenAll(_running.Values);
        await hold.ReleaseAsync();
    }

    private async Task<Tenure?> RenewAsync(Tenure? tenure, CancellationToken cancellationToken)
    {
        var lease = await hold.KeepAsync(cancellationToken);
        if (lease == tenure?.Lease)
        {
            return tenure;
        }

        if (tenure is not null)
        {
            LogLost(tenure.Lease.Cell, tenure.Lease.Epoch);
            await tenure.DisposeAsync();
        }

        if (lease is null)
        {
            return null;
        }

        LogTaken(lease.Cell, lease.Epoch);
        foreach (var task in _tasks)
        {
            await task.RetryFailedAsync(lease, cancellationToken);
        }

        return new Tenure(lease);
    }

    /// <summary>How long to wait for the next one.</summary>
    private async Task<TimeSpan> StartDueAsync(Tenure tenure, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var wait = Sweep;
        foreach (var task in _tasks)
        {
            foreach (var row in await task.DueAsync(tenure.Lease.Cell, now + Sweep, Candidates, cancellationToken))
            {
                var key = (task.Kind, row.Id);
                if (row.DueAt > now)
                {
                    wait = TimeSpan.FromTicks(Math.Min(wait.Ticks, (row.DueAt - now).Ticks));
                }
                else if (_running.Count < MostAtOnce && !_running.ContainsKey(key))
                {
                    // Only this loop adds; the run removes itself, and the signal makes the loop look again.
                    var run = new Task<Task>(() => RunAsync(task, row, tenure));
                    _running[key] = run.Unwrap();
                    run.Start(TaskScheduler.Default);
                }
            }
        }

        return wait;
    }

    private async Task RunAsync(ICellTask task, DueRow row, Tenure tenure)
    {
        var (start, succeeded) = (clock.GetTimestamp(), false);
        try
        {
            await task.RunAsync(row, tenure.Lease, tenure.Token);
            succeeded = true;
        }
        catch (OperationCanceledException) when (tenure.Token.IsCancellationRequested)
        {
            // Whoever owns the cell next carries on.
        }
        catch (Exception e)
        {
            await PostponeAsync(task, row, tenure.Lease, e);
        }
        finally
        {
            CellMeter.Passed(task.Kind, clock.GetElapsedTime(start), succeeded);
            _running.TryRemove((task.Kind, row.Id), out _);
            signal.Set();
        }
    }

    private async Task PostponeAsync(ICellTask task, DueRow row, Lease lease, Exception error)
    {
        var fault = Fault.Of(error);
        var delay = BackOff.After(row.Failures + 1, fault.IsUnreachable ? BackOff.MostWhileUnreachable : BackOff.Most);
        LogFailed(fault.IsExpected ? null : error, task.Kind, row.Id, fault.Reason, delay);
        try
        {
            await task.PostponeAsync(row, lease, delay, fault.Reason);
        }
        catch (Exception e)
        {
            // The row stays due, so the next sweep tries it again.
            LogSweepFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Information, "Owns cell {Cell}, epoch {Epoch}")]
    private partial void LogTaken(string cell, long epoch);

    [LoggerMessage(LogLevel.Warning, "Lost cell {Cell}, epoch {Epoch}")]
    private partial void LogLost(string cell, long epoch);

    [LoggerMessage(LogLevel.Warning, "A pass over {Kind} {Id} failed: {Reason} The next one is in {Delay}")]
    private partial void LogFailed(Exception? error, string kind, string id, string reason, TimeSpan delay);

    [LoggerMessage(LogLevel.Error, "The store could not be read or written; the next sweep tries again")]
    private partial void LogSweepFailed(Exception error);

    /// <summary>The time for which this process owns the cell; what runs in it is cancelled when it is over.</summary>
    private sealed class Tenure : IAsyncDisposable
    {
        private readonly CancellationTokenSource _over = new();

        public Tenure(Lease lease)
        {
            (Lease, Token) = (lease, _over.Token);
            CellMeter.Taken(lease.Cell);
        }

        public Lease Lease { get; }

        public CancellationToken Token { get; }

        public async ValueTask DisposeAsync()
        {
            CellMeter.Lost(Lease.Cell);
            await _over.CancelAsync();
            _over.Dispose();
        }
    }
}
