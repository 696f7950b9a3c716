using Postern.Server.Store;

namespace Postern.Server.Tests.Store;

public sealed class LeaseTests
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_Held_IsRefusedUntilItExpires()
    {
        await using var store = await TestStore.CreateAsync();
        var leases = store.Get<Leases>();
        var first = await store.LeaseAsync("a");
        Assert.Null(await leases.TakeAsync(TestStore.Cell, "b", Ttl, Cancellation));
        store.Clock.Advance(Ttl);
        var second = await leases.TakeAsync(TestStore.Cell, "b", Ttl, Cancellation);
        Assert.Equal(first.Epoch + 1, second!.Epoch);
        Assert.False(await leases.RenewAsync(first, Ttl, Cancellation));
    }

    [Fact]
    public async Task Take_ManyAtOnce_OneGetsIt()
    {
        await using var store = await TestStore.CreateAsync();
        var leases = store.Get<Leases>();
        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => leases.TakeAsync(TestStore.Cell, $"owner-{i}", Ttl, Cancellation)));
        Assert.Single(taken, lease => lease is not null);
    }

    [Fact]
    public async Task Renew_Held_LastsLonger()
    {
        await using var store = await TestStore.CreateAsync();
        var leases = store.Get<Leases>();
        var lease = await store.LeaseAsync("a");
        store.Clock.Advance(Ttl * 0.9);
        Assert.True(await leases.RenewAsync(lease, Ttl, Cancellation));
        store.Clock.Advance(Ttl * 0.9);
        Assert.Null(await leases.TakeAsync(TestStore.Cell, "b", Ttl, Cancellation));
    }

    [Fact]
    public async Task Release_NextOwnerNeedNotWait()
    {
        await using var store = await TestStore.CreateAsync();
        var leases = store.Get<Leases>();
        await leases.ReleaseAsync(await store.LeaseAsync("a"), Cancellation);
        Assert.NotNull(await leases.TakeAsync(TestStore.Cell, "b", Ttl, Cancellation));
    }

    [Fact]
    public async Task EndAll_ANewProcess_TakesOverAtOnce()
    {
        await using var store = await TestStore.CreateAsync();
        await store.LeaseAsync("killed");
        await store.Get<Leases>().EndAllAsync(Cancellation);
        Assert.NotNull(await store.Get<Leases>().TakeAsync(TestStore.Cell, "new", Ttl, Cancellation));
    }
}
