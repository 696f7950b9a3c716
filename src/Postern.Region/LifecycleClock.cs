using Postern.Region.State;

namespace Postern.Region;

/// <summary>Moves resources on when they are due. What was due while the region was down moves at its start.</summary>
internal sealed class LifecycleClock : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private readonly RegionStore _store;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private DateTimeOffset _armedFor;

    public LifecycleClock(RegionStore store, TimeProvider clock)
    {
        (_store, _clock) = (store, clock);
        _timer = clock.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        store.WillBeDue += ArmBefore;
        ArmForAll();
    }

    public void Dispose()
    {
        _store.WillBeDue -= ArmBefore;
        _timer.Dispose();
    }

    private void Tick()
    {
        var now = _clock.GetUtcNow();
        _store.Change(t =>
        {
            foreach (var row in t.State.DueBy(now).ToList())
            {
                Move(t, row, now);
            }
        });
        ArmForAll();
    }

    private static void Move(Transaction t, Resource row, DateTimeOffset now)
    {
        if (Lifecycle.Next(row, now) is { } next)
        {
            t.Put(next);
            if (next is Instance { State: Instance.Terminated } terminated && t.State.Find<NetworkInterface>(terminated.NetworkInterfaceId) is { } freed)
            {
                t.Remove(freed);
            }

            return;
        }

        if (row is VpcEndpoint endpoint)
        {
            endpoint.NetworkInterfaceIds.ForEach(i => t.Remove(t.State.Get<NetworkInterface>(i)));
        }

        foreach (var notification in t.State.Keyed<ConnectionNotification>(row.Id).ToList())
        {
            t.Remove(notification);
        }

        t.Remove(row);
    }

    // A change only brings its own rows: to look at all of them with each would make many changes slow.
    private void ArmBefore(DateTimeOffset due)
    {
        lock (_lock)
        {
            if (due < _armedFor)
            {
                Arm(due);
            }
        }
    }

    private void ArmForAll()
    {
        lock (_lock)
        {
            Arm(_store.Snapshot.NextDue ?? DateTimeOffset.MaxValue);
        }
    }

    private void Arm(DateTimeOffset due)
    {
        _armedFor = due;
        var wait = due == DateTimeOffset.MaxValue ? Timeout.InfiniteTimeSpan : due - _clock.GetUtcNow();
        _timer.Change(due == DateTimeOffset.MaxValue ? wait : wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait, Timeout.InfiniteTimeSpan);
    }
}
