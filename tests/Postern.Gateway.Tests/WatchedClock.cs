using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Postern.Gateway.Tests;

/// <summary>A clock that stands still until somebody waits by it: advanced before, it would leave them waiting for ever.</summary>
internal sealed class WatchedClock : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Moves on once one more waits.</summary>
    public async Task AdvanceWaitAsync(TimeSpan by)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _waits.Reader.ReadAsync(patience.Token);
        Advance(by);
    }
}
