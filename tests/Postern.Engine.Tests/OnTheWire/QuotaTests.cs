namespace Postern.Engine.Tests.OnTheWire;

/// <summary>A plan tells what it needs of the account's quotas before AWS refuses it.</summary>
public sealed class QuotaTests : IAsyncLifetime
{
    private readonly LocalRegion _region = new();

    public ValueTask InitializeAsync() => _region.StartAsync();

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    [Fact]
    public async Task Preview_QuotaIsUsedUp_SaysSoBeforeAwsDoes()
    {
        var reconciler = _region.NewReconciler();
        await _region.ConvergeAsync(reconciler, _region.Spec("00000000000000aa", 5432), PrivateLinkState.Active);
        _region.Quotas.LoadBalancersPerRegion = 1;
        _region.Quotas.TargetGroupsPerRegion = 3;

        var preview = await reconciler.PreviewAsync(_region.Spec("00000000000000bb", 5432, 6432), TestContext.Current.CancellationToken);

        Assert.Equal([new("network-load-balancers", 1, 1, 1), new("target-groups", 3, 1, 2), new("listeners-per-network-load-balancer", 50, 0, 2)], preview.Quotas);
        Assert.StartsWith("The account's quota network-load-balancers is 1 and 1 are in use, but this makes 1 more.", Assert.Single(preview.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_MakesNothing_AsksForNoQuota()
    {
        var (reconciler, spec) = (_region.NewReconciler(), _region.Spec("00000000000000aa", 5432));
        await _region.ConvergeAsync(reconciler, spec, PrivateLinkState.Active);
        _region.Calls.Reset();

        Assert.Empty((await reconciler.PreviewAsync(spec, TestContext.Current.CancellationToken)).Quotas);
        Assert.DoesNotContain("DescribeAccountLimits", _region.Calls.Reset().Select(call => call.Key));
    }
}
