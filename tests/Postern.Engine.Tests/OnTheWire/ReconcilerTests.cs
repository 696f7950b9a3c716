using Postern.Engine.Stacks;

namespace Postern.Engine.Tests.OnTheWire;

/// <summary>The engine against a local region, over HTTP, as against AWS.</summary>
public sealed class ReconcilerTests : IAsyncLifetime
{
    private const int MostChangesOfACreate = 9, MostReadsOfACreate = 40, MostCallsOfAnIdleMinute = 6;
    private readonly LocalRegion _region = new();

    public ValueTask InitializeAsync() => _region.StartAsync();

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    /// <summary>A load balancer that goes between two calls of one look is seen as gone, and not as an AWS that does not answer.</summary>
    [Fact]
    public async Task Inspect_WhileTheLoadBalancerGoes_SaysThatThereIsNone()
    {
        var (reconciler, spec) = (_region.NewReconciler(), _region.Spec("00000000000000a9"));
        await _region.ConvergeAsync(reconciler, spec, PrivateLinkState.Active);
        var service = (await _region.Cloud.Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new(), TestContext.Current.CancellationToken)).ServiceConfigurations.Single();
        await _region.Cloud.Ec2.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service.ServiceId] }, TestContext.Current.CancellationToken);
        _region.Clock.Advance(TimeSpan.FromMinutes(10));
        _region.Wire.Before = ("DescribeLoadBalancerAttributes", () =>
            _region.Cloud.Elb.SendAsync(new Aws.ElbV2.DeleteLoadBalancer { LoadBalancerArn = service.NetworkLoadBalancerArns.Single() }, TestContext.Current.CancellationToken));

        var seen = await reconciler.InspectAsync(spec, TestContext.Current.CancellationToken);
        Assert.Null(_region.Wire.Before);
        Assert.Null(seen.LoadBalancer);
    }

    [Fact]
    public async Task CreateUpdateDelete_OnePort_CostsFewCallsAndLeavesNothing()
    {
        var (reconciler, spec) = (_region.NewReconciler(), _region.Spec("00000000000000a1", 5432));
        _region.Calls.Reset();

        var active = await _region.ConvergeAsync(reconciler, spec, PrivateLinkState.Active);

        Assert.Equal($"com.amazonaws.vpce.eu-west-1.{active.ServiceId}", active.ServiceName);
        var calls = _region.Calls.Reset();
        var reads = calls.Where(c => c.Key.StartsWith("Describe", StringComparison.Ordinal)).Sum(c => c.Value);
        TestContext.Current.SendDiagnosticMessage("One port from nothing: {0} changing and {1} reading calls", calls.Sum(c => c.Value) - reads, reads);
        Assert.InRange(calls.Sum(c => c.Value) - reads, 6, MostChangesOfACreate);
        Assert.InRange(reads, 1, MostReadsOfACreate);
        Assert.Equal((1, 1, 1, 1), await _region.CountAsync());

        Assert.True(Principal.TryParse("arn:aws:iam::111122223333:role/r", out var other, out _));
        var wider = spec with { Generation = 2, Principals = [.. spec.Principals, other], Routes = [.. spec.Routes, .. _region.Spec(spec.Id, 6432).Routes] };
        await _region.ConvergeAsync(reconciler, wider, PrivateLinkState.Active);
        Assert.Equal((1, 1, 2, 2), await _region.CountAsync());

        await _region.ConvergeAsync(reconciler, wider with { Generation = 3, IsDeleting = true }, PrivateLinkState.Deleted);
        Assert.Equal((0, 0, 0, 0), await _region.CountAsync());
    }

    [Fact]
    public async Task Idle_AMinute_AsksAtMostSixTimes()
    {
        var (reconciler, spec) = (_region.NewReconciler(), _region.Spec("00000000000000a2"));
        await _region.ConvergeAsync(reconciler, spec, PrivateLinkState.Active);
        _region.Calls.Reset();

        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(1);)
        {
            var outcome = await reconciler.ReconcileAsync(spec, TestContext.Current.CancellationToken);
            waited += outcome.RequeueAfter;
            _region.Clock.Advance(outcome.RequeueAfter);
        }

        Assert.InRange(_region.Calls.Reset().Sum(c => c.Value), 1, MostCallsOfAnIdleMinute);
        await _region.ConvergeAsync(reconciler, spec with { IsDeleting = true }, PrivateLinkState.Deleted);
    }

    [Fact]
    public async Task Crash_AfterEveryChangeWithItsAnswerLost_MakesNothingTwiceAndLeavesNothing()
    {
        for (var changes = 1; ; changes++)
        {
            var spec = _region.Spec($"{changes:x16}", 5432);
            var wasCutWhileCreating = await CrashAsync(spec, changes);
            await _region.ConvergeAsync(_region.NewReconciler(), spec, PrivateLinkState.Active);
            Assert.Equal((1, 1, 1, 1), await _region.CountAsync());

            var gone = spec with { Generation = 2, IsDeleting = true };
            var wasCutWhileDeleting = await CrashAsync(gone, changes);
            await _region.ConvergeAsync(_region.NewReconciler(), gone, PrivateLinkState.Deleted);
            Assert.Equal((0, 0, 0, 0), await _region.CountAsync());
            if (!wasCutWhileCreating && !wasCutWhileDeleting)
            {
                Assert.True(changes > 6, "Nothing was cut, although a create takes more changes than that.");
                return;
            }
        }
    }

    /// <summary>Passes until the wire is cut, or until there is nothing left to do. Whether it was cut.</summary>
    private async Task<bool> CrashAsync(PrivateLinkSpec spec, int changes)
    {
        var reconciler = _region.NewReconciler();
        _region.Wire.CutAfter(changes);
        try
        {
            await _region.ConvergeAsync(reconciler, spec, spec.IsDeleting ? PrivateLinkState.Deleted : PrivateLinkState.Active);
            return false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or RegionUnreadableException or Amazon.Runtime.AmazonClientException or InvalidOperationException)
        {
            Assert.True(_region.Wire.Changes >= changes, $"The pass failed for another reason: {e}");
            return true;
        }
        finally
        {
            _region.Wire.Mend();
        }
    }
}
