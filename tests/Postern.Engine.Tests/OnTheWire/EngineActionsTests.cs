using Postern.Engine.Cloud;
using Postern.Tests.Shared;

namespace Postern.Engine.Tests.OnTheWire;

/// <summary>The list that policies are made of is what the engine calls, no less and no more.</summary>
public sealed class EngineActionsTests : IAsyncLifetime
{
    private readonly LocalRegion _region = new();

    public ValueTask InitializeAsync() => _region.StartAsync();

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    [Fact]
    public void All_AreWhatTheEnginesCodeNames() =>
        Assert.Equal(CalledActions.Of(typeof(Reconciler).Assembly), EngineActions.All.Select(action => action.ToString()).Order(StringComparer.Ordinal));

    [Fact]
    public async Task All_HoldWhatTheRegionRecordsOfAWholeLife()
    {
        var (reconciler, spec) = (_region.NewReconciler(), _region.Spec("00000000000000e1", 5432));
        var zone = new HostedZone(_region.Cloud, _region.AddHostedZone("names.example"));
        _region.Calls.Reset();

        await _region.ConvergeAsync(reconciler, spec, PrivateLinkState.Active);
        await reconciler.PreviewAsync(_region.Spec(spec.Id, 5432, 6432), TestContext.Current.CancellationToken);
        Assert.Empty((await new TrafficReader(_region.Cloud, _region.Clock).ReadAsync("vpce-svc-0", ["vpce-0"], TestContext.Current.CancellationToken)).Endpoints["vpce-0"]);
        await _region.ConvergeAsync(reconciler, spec with { Generation = 2, AcceptanceRequired = true, Routes = [.. _region.Spec(spec.Id, 6432).Routes] }, PrivateLinkState.Active);
        await _region.ConvergeAsync(reconciler, spec with { Generation = 3, IsDeleting = true }, PrivateLinkState.Deleted);
        Assert.Null(await zone.SetAsync("a.names.example", "CNAME", ["b.example"], TestContext.Current.CancellationToken));
        Assert.Null(await zone.RemoveAsync("a.names.example", TestContext.Current.CancellationToken));

        var recorded = _region.Calls.Reset().Select(call => call.Key).ToList();
        Assert.Contains("CreateLoadBalancer", recorded);
        Assert.Contains("ModifyVpcEndpointServiceConfiguration", recorded);
        Assert.Contains("ChangeResourceRecordSets", recorded);
        Assert.Contains("GetMetricData", recorded);
        Assert.Empty(recorded.Except(EngineActions.All.Select(action => action.Name)));
    }
}
