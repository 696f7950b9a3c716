using Postern.Aws.ElbV2;

namespace Postern.Engine.Tests.OnTheWire;

/// <summary>An account with more of everything than one answer holds: others' things cost a PrivateLink no call, and hide nothing of its own.</summary>
public sealed class LongAccountTests : IAsyncLifetime
{
    private const int Others = 401, MostReadsOfACreate = 44;

    private readonly LocalRegion _region = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _region.StartAsync();
        for (var i = 0; i < Others; i++)
        {
            await _region.Cloud.Elb.SendAsync(new CreateTargetGroup { Name = $"other-{i}", Protocol = "TCP", Port = 80, VpcId = _region.VpcId, TargetType = "ip" }, Cancel);
        }
    }

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    [Fact]
    public async Task CreateSwitchAndDelete_FindItsOwnAndLeaveNothing()
    {
        var reconciler = _region.NewReconciler();
        await _region.ConvergeAsync(reconciler, _region.Spec("00000000000000f0"), PrivateLinkState.Active); // now it has seen how many there are
        _region.Calls.Reset();

        var spec = _region.Spec("00000000000000f1", 5432);
        await _region.ConvergeAsync(reconciler, spec, PrivateLinkState.Active);
        var reads = _region.Calls.Reset().Where(call => call.Key.StartsWith("Describe", StringComparison.Ordinal)).Sum(call => call.Value);
        Assert.InRange(reads, 1, MostReadsOfACreate);
        Assert.Equal((2, 2, Others + 1, 1), await _region.CountAsync());

        // One more and the first one off, before any list is read again.
        var moved = _region.Spec(spec.Id, 6432) with { Generation = 2 };
        await _region.ConvergeAsync(reconciler, moved, PrivateLinkState.Active);
        Assert.Equal((2, 2, Others + 1, 1), await _region.CountAsync());

        await _region.ConvergeAsync(reconciler, moved with { Generation = 3, IsDeleting = true }, PrivateLinkState.Deleted);
        Assert.Equal((1, 1, Others, 0), await _region.CountAsync());
    }
}
