using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Store;
using Postern.Server.Tests.Store;

namespace Postern.Server.Tests.Reconcile;

public sealed class CellWorkerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_Running_IsNotStartedAgain()
    {
        await using var stand = await Stand.StartAsync("a");
        var run = await stand.Task.NextRunAsync();
        await stand.SweepAsync();
        await stand.SweepAsync();
        Assert.Equal(1, stand.Task.Runs);
        run.SetResult();
        (await stand.Task.NextRunAsync()).SetResult();
    }

    [Fact]
    public async Task Rows_Many_RunEightAtATime()
    {
        await using var stand = await Stand.StartAsync([.. Enumerable.Range(0, 12).Select(i => $"row-{i}")]);
        var runs = new List<TaskCompletionSource>();
        for (var i = 0; i < 8; i++)
        {
            runs.Add(await stand.Task.NextRunAsync());
        }

        await stand.SweepAsync();
        Assert.Equal(8, stand.Task.Runs);
        runs[0].SetResult();
        runs.Add(await stand.Task.NextRunAsync());
        runs.Skip(1).ToList().ForEach(run => run.SetResult());
        stand.Task.EndAll();
    }

    [Fact]
    public async Task Rows_OfOneLook_RunWithoutAnother()
    {
        await using var stand = await Stand.StartAsync([.. Enumerable.Range(0, 30).Select(i => $"row-{i}")]);
        for (var i = 0; i < 30; i++)
        {
            (await stand.Task.NextRunAsync()).SetResult();
        }

        Assert.Equal(1, stand.Task.Looks);
    }

    [Fact]
    public async Task Row_Fails_IsPostponedAndOthersGoOn()
    {
        await using var stand = await Stand.StartAsync("a", "b");
        (await stand.Task.NextRunAsync()).SetException(new HttpRequestException("Connection refused"));
        (await stand.Task.NextRunAsync()).SetResult();
        var (delay, reason) = await stand.Task.Postponed.Task.WaitAsync(Cancellation);
        Assert.InRange(delay, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        Assert.Contains("Connection refused", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_FailsUnexpectedly_TellsTheUserNoInternals()
    {
        await using var stand = await Stand.StartAsync("a");
        (await stand.Task.NextRunAsync()).SetException(new InvalidOperationException("internal secret"));
        Assert.DoesNotContain("internal secret", (await stand.Task.Postponed.Task.WaitAsync(Cancellation)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_CancelsWhatRunsAndGivesTheLeaseBack()
    {
        await using var stand = await Stand.StartAsync("a");
        await stand.Task.NextRunAsync();
        await stand.StopAsync();
        Assert.NotNull(await stand.Store.Get<Leases>().TakeAsync(TestStore.Cell, "next", TimeSpan.FromSeconds(15), Cancellation));
    }

    [Fact]
    public async Task Lease_Lost_CancelsWhatRuns()
    {
        await using var stand = await Stand.StartAsync("a");
        var run = await stand.Task.NextRunAsync();
        await stand.Store.Get<Leases>().EndAllAsync(Cancellation);
        await stand.Store.LeaseAsync("thief");
        stand.Store.Clock.Advance(TimeSpan.FromSeconds(6));
        stand.Wake();
        await stand.Task.Cancelled.Task.WaitAsync(Cancellation);
        Assert.False(run.Task.IsCompleted);
    }

    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(4, 4, 8)]
    [InlineData(50, 30, 60)]
    public void BackOff_Doubles_UpToAMinute(int failures, double least, double most) =>
        Assert.InRange(BackOff.After(failures, BackOff.Most).TotalSeconds, least, most);

    private sealed class Stand : IAsyncDisposable
    {
        private readonly WorkSignal _signal = new();
        private readonly CellWorker _worker;

        private Stand(TestStore store, string[] rows)
        {
            (Store, Task) = (store, new FakeTask(rows, store.Clock));
            var hold = new CellHold(store.Get<Leases>(), new Cloud("eu-west-1"), store.Clock);
            _worker = new CellWorker(hold, [Task], _signal, store.Clock, NullLogger<CellWorker>.Instance);
        }

        public TestStore Store { get; }

        public FakeTask Task { get; }

        public static async Task<Stand> StartAsync(params string[] rows)
        {
            var stand = new Stand(await TestStore.CreateAsync(), rows);
            await stand._worker.StartAsync(Cancellation);
            return stand;
        }

        /// <summary>One whole look at what is due.</summary>
        public async Task SweepAsync()
        {
            var looked = Task.NextLookAsync();
            Wake();
            await looked;
        }

        public void Wake() => _signal.Set();

        public Task StopAsync() => _worker.StopAsync(Cancellation);

        public async ValueTask DisposeAsync()
        {
            Task.EndAll();
            await _worker.StopAsync(CancellationToken.None);
            _worker.Dispose();
            _signal.Dispose();
            await Store.DisposeAsync();
        }
    }

    /// <summary>Rows that are always due, with a newer wish at each look; each run goes on until the test ends it.</summary>
    private sealed class FakeTask(string[] rows, TimeProvider clock) : ICellTask
    {
        private readonly ConcurrentQueue<TaskCompletionSource> _looks = new();
        private readonly System.Threading.Channels.Channel<TaskCompletionSource> _runs = System.Threading.Channels.Channel.CreateUnbounded<TaskCompletionSource>();
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count, _generation;

        public string Kind => "fake";

        public int Looks => Volatile.Read(ref _generation);

        public int Runs => Volatile.Read(ref _count);

        public TaskCompletionSource<(TimeSpan Delay, string Reason)> Postponed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask<TaskCompletionSource> NextRunAsync() => _runs.Reader.ReadAsync(Cancellation);

        public Task NextLookAsync()
        {
            var look = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _looks.Enqueue(look);
            return look.Task.WaitAsync(Cancellation);
        }

        public void EndAll() => _end.TrySetResult();

        public Task<IReadOnlyList<DueRow>> DueAsync(string cell, DateTime until, int most, CancellationToken cancellationToken)
        {
            while (_looks.TryDequeue(out var look))
            {
                look.SetResult();
            }

            var (now, generation) = (clock.GetUtcNow().UtcDateTime, ++_generation);
            return Task.FromResult<IReadOnlyList<DueRow>>(_end.Task.IsCompleted ? [] : [.. rows.Select(id => new DueRow(id, generation, 0, now))]);
        }

        public async Task RunAsync(DueRow row, Lease lease, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            var run = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _runs.Writer.WriteAsync(run, CancellationToken.None);
            try
            {
                await await Task.WhenAny(run.Task, _end.Task).WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Cancelled.TrySetResult();
                throw;
            }
        }

        public Task PostponeAsync(DueRow row, Lease lease, TimeSpan delay, string reason)
        {
            Postponed.TrySetResult((delay, reason));
            return Task.CompletedTask;
        }

        public Task RetryFailedAsync(Lease lease, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
