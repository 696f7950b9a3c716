using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>
/// The loop. While this process owns the cell, it runs the rows that are due, several at a time and none twice at once. It looks at the store when a signal
/// wakes it, and sweeps by the clock. A row that fails comes back later; nothing is dropped.
/// </summary>
internal sealed partial class CellWorker(CellHold hold, IEnumerable<ICellTask> tasks, WorkSignal signal, TimeProvider clock, ILogger<CellWorker> logger) : BackgroundService
{
    /// <summary>Rows of a kind that a look takes. Thousands may be due.</summary>
    private const int Most = 128;

    private readonly IReadOnlyList<ICellTask> _tasks = [.. tasks];
    private readonly DueRows _due = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Tenure? tenure = null;
        var look = clock.GetUtcNow();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    var before = tenure;
                    tenure = await RenewAsync(tenure, stoppingToken);
                    if (tenure is not null && (tenure != before || clock.GetUtcNow() >= look))
                    {
                        look = clock.GetUtcNow() + WorkSignal.Sweep;
                        await LookAsync(tenure, stoppingToken);
                    }

                    Start(tenure);
                }
                catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    LogSweepFailed(e);
                }

                if (await signal.WaitAsync(Wait(look), clock, stoppingToken))
                {
                    look = clock.GetUtcNow();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process is asked to stop.
        }

        await (tenure?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _due.Ended;
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
            _due.Refill([], isMore: false);
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

    /// <summary>Until the next look, or until the first of the rows that the last one found is due.</summary>
    private TimeSpan Wait(DateTimeOffset look)
    {
        var now = clock.GetUtcNow();
        var wait = look > now ? look - now : WorkSignal.Sweep;
        return _due.Next is { } next && next - now.UtcDateTime < wait ? TimeSpan.FromTicks(Math.Max(0, (next - now.UtcDateTime).Ticks)) : wait;
    }

    private async Task LookAsync(Tenure tenure, CancellationToken cancellationToken)
    {
        var (until, found, isMore) = (clock.GetUtcNow().UtcDateTime + WorkSignal.Sweep, new List<DueTask>(), false);
        foreach (var task in _tasks)
        {
            var rows = await task.DueAsync(tenure.Lease.Cell, until, Most, cancellationToken);
            found.AddRange(rows.Select(row => new DueTask(task, row)));
            isMore |= rows.Count == Most;
        }

        _due.Refill(found, isMore);
    }

    private void Start(Tenure? tenure)
    {
        if (tenure is { Token.IsCancellationRequested: false })
        {
            _due.Start(clock.GetUtcNow().UtcDateTime, due => RunAsync(due, tenure));
        }
    }

    private async Task RunAsync(DueTask due, Tenure tenure)
    {
        var (start, succeeded) = (clock.GetTimestamp(), false);
        using var trace = CellTrace.Pass(due.Task.Kind, due.Row);
        try
        {
            await due.Task.RunAsync(due.Row, tenure.Lease, tenure.Token);
            succeeded = true;
        }
        catch (OperationCanceledException) when (tenure.Token.IsCancellationRequested)
        {
            // Whoever owns the cell next carries on.
        }
        catch (Exception e)
        {
            await PostponeAsync(due.Task, due.Row, tenure.Lease, e);
        }
        finally
        {
            CellMeter.Passed(due.Task.Kind, clock.GetElapsedTime(start), succeeded);
            if (_due.End(due))
            {
                signal.Set();
            }

            Start(tenure);
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
