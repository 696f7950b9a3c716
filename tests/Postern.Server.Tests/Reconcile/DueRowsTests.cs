using System.Collections.Concurrent;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Tests.Reconcile;

public sealed class DueRowsTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly DueRows _rows = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _runs = new();

    [Fact]
    public void Start_OnlyWhatIsDue_TheOthersInTheirTime()
    {
        _rows.Refill([Due("later", 1, Now.AddSeconds(0.5)), Due("now", 1, Now)], isMore: false);
        _rows.Start(Now, Pass);
        Assert.Equal(Now.AddSeconds(0.5), _rows.Next);
        _rows.Start(Now.AddSeconds(0.5), Pass);
        Assert.Null(_rows.Next);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void End_SeenAgainWhileItRan_AsksAnewOnlyForANewerWish(long generation, bool asksAnew)
    {
        var due = Due("a", 1, Now);
        _rows.Refill([due], isMore: false);
        _rows.Start(Now, Pass);
        _rows.Refill([Due("a", generation, Now)], isMore: false);
        Assert.Equal(asksAnew, _rows.End(due));
        Assert.Null(_rows.Next);
    }

    [Fact]
    public void End_LastOfALookThatCouldNotTakeAll_AsksAnew()
    {
        var (one, other) = (Due("a", 1, Now), Due("b", 1, Now.AddSeconds(0.5)));
        _rows.Refill([one, other], isMore: true);
        _rows.Start(Now, Pass);
        Assert.False(_rows.End(one));
        _rows.Start(Now.AddSeconds(0.5), Pass);
        Assert.True(_rows.End(other));
    }

    [Fact]
    public void Start_WishesGoBeforeWhatHasWaitedLong()
    {
        _rows.Refill([.. Enumerable.Range(0, 9).Select(i => Due($"old-{i}", 1, Now.AddHours(-1))), Due("wish", 2, Reconciled.First)], isMore: false);
        _rows.Start(Now, Pass);
        Assert.True(_rows.End(Due("wish", 2, Reconciled.First)) is false && _rows.Next == Now.AddHours(-1));
    }

    private static DueTask Due(string id, long generation, DateTime at) => new(new NoTask(), new DueRow(id, generation, 0, at));

    private Task Pass(DueTask due) => _runs.GetOrAdd(due.Row.Id, _ => new TaskCompletionSource()).Task;

    private sealed class NoTask : ICellTask
    {
        public string Kind => "fake";

        public Task<IReadOnlyList<DueRow>> DueAsync(string cell, DateTime until, int most, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RunAsync(DueRow row, Lease lease, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task PostponeAsync(DueRow row, Lease lease, TimeSpan delay, string reason) => throw new NotSupportedException();

        public Task RetryFailedAsync(Lease lease, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
