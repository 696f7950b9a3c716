using System.Globalization;
using Postern.Engine.Stacks;

namespace Postern.Engine.Tests.OnTheWire;

/// <summary>What many PrivateLinks of one account cost together, counted in calls.</summary>
public sealed class ManyTests : IAsyncLifetime
{
    private const int AtOnce = 8;

    /// <summary>Enough for each run, or as many as <c>POSTERN_TEST_PRIVATELINKS</c> says.</summary>
    private static readonly int Many = int.TryParse(Environment.GetEnvironmentVariable("POSTERN_TEST_PRIVATELINKS"), CultureInfo.InvariantCulture, out var many) ? many : 50;

    private readonly LocalRegion _region = new() { IsLocal = false };

    public ValueTask InitializeAsync() => _region.StartAsync();

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    [Fact]
    public async Task Idle_Many_CostHardlyMoreThanOne()
    {
        var reconciler = _region.NewReconciler();
        var due = Enumerable.Range(1, Many).Select(i => _region.Spec($"{i:x16}")).ToDictionary(spec => spec, _ => _region.Clock.GetUtcNow());
        var active = new HashSet<string>();
        Calls();

        // As a worker does it: whoever is due, several at a time, until all are active and nothing is left to do but watch.
        while (active.Count < Many)
        {
            active.UnionWith(await SweepAsync(reconciler, due));
        }

        var created = Calls();
        const int Minutes = 5;
        for (var end = _region.Clock.GetUtcNow().AddMinutes(Minutes); _region.Clock.GetUtcNow() < end;)
        {
            await SweepAsync(reconciler, due);
        }

        var idle = Calls();
        TestContext.Current.SendDiagnosticMessage(
            "{0} PrivateLinks: {1:0.0} changing and {2:0.0} reading calls each to create, {3:0.0} calls a minute for all of them when idle", Many, created.Changing / (double)Many, created.Reading / (double)Many, idle.Reading / (double)Minutes);
        Assert.Equal(4 * Many, created.Changing); // without a port
        Assert.Equal(0, idle.Changing);

        // Connections every 5 s, three lists every 100 s (by pages of 400 and 1000), and the allowance for looks that nobody waits for.
        var pages = 1 + (Many / 400);
        Assert.InRange(idle.Reading, Minutes * 4, (Minutes * pages * (12 + 3)) + BackgroundCalls(Minutes));
    }

    /// <summary>A call a second, and sixty at once.</summary>
    private static int BackgroundCalls(int minutes) => 60 * (minutes + 1);

    private async Task<IReadOnlyList<string>> SweepAsync(Reconciler reconciler, Dictionary<PrivateLinkSpec, DateTimeOffset> due)
    {
        var now = _region.Clock.GetUtcNow();
        var settled = new List<string>();
        foreach (var batch in due.Where(row => row.Value <= now).Select(row => row.Key).Chunk(AtOnce))
        {
            foreach (var (spec, isActive, next) in await Task.WhenAll(batch.Select(spec => PassAsync(reconciler, spec))))
            {
                due[spec] = now + next;
                if (isActive)
                {
                    settled.Add(spec.Id);
                }
            }
        }

        _region.Clock.Advance(TimeSpan.FromSeconds(1));
        return settled;
    }

    private static async Task<(PrivateLinkSpec Spec, bool IsActive, TimeSpan Next)> PassAsync(Reconciler reconciler, PrivateLinkSpec spec)
    {
        try
        {
            var outcome = await reconciler.ReconcileAsync(spec, TestContext.Current.CancellationToken);
            return (spec, outcome is { State: PrivateLinkState.Active, Reason: null }, outcome.RequeueAfter);
        }
        catch (RegionUnreadableException e)
        {
            return (spec, false, e.RetryAfter); // the account's calls are spent
        }
    }

    private (int Changing, int Reading) Calls()
    {
        var calls = _region.Calls.Reset();
        var reading = calls.Where(call => call.Key.StartsWith("Describe", StringComparison.Ordinal)).Sum(call => call.Value);
        return ((int)(calls.Sum(call => call.Value) - reading), (int)reading);
    }
}
