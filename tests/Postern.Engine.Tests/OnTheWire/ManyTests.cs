namespace Postern.Engine.Tests.OnTheWire;

/// <summary>What many PrivateLinks of one account cost together, counted in calls.</summary>
public sealed class ManyTests : IAsyncLifetime
{
    private const int Many = 50;
    private readonly LocalRegion _region = new();

    public ValueTask InitializeAsync() => _region.StartAsync();

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    [Fact]
    public async Task Idle_Many_CostHardlyMoreThanOne()
    {
        var reconciler = _region.NewReconciler();
        var specs = Enumerable.Range(1, Many).Select(i => _region.Spec($"{i:x16}")).ToList();
        foreach (var spec in specs)
        {
            await _region.ConvergeAsync(reconciler, spec, PrivateLinkState.Active);
        }

        var due = specs.ToDictionary(spec => spec, _ => _region.Clock.GetUtcNow());
        _region.Calls.Reset();
        const int Minutes = 5;
        for (var end = _region.Clock.GetUtcNow().AddMinutes(Minutes); _region.Clock.GetUtcNow() < end; _region.Clock.Advance(TimeSpan.FromSeconds(1)))
        {
            foreach (var spec in specs.Where(spec => due[spec] <= _region.Clock.GetUtcNow()))
            {
                due[spec] = _region.Clock.GetUtcNow() + (await reconciler.ReconcileAsync(spec, TestContext.Current.CancellationToken)).RequeueAfter;
            }
        }

        // Connections every 5 s, three lists every 100 s.
        Assert.InRange(_region.Calls.Reset().Sum(call => call.Value), Minutes * 4, Minutes * (12 + 2));
    }
}
