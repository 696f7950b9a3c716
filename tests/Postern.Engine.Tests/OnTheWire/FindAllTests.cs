
namespace Postern.Engine.Tests.OnTheWire;

/// <summary>What a control plane that remembers nothing finds of its own in the account.</summary>
public sealed class FindAllTests : IAsyncLifetime
{
    private readonly LocalRegion _region = new();

    public ValueTask InitializeAsync() => _region.StartAsync();

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    [Fact]
    public async Task FindAll_TellsWhatTheTagsAndTheRegionSay()
    {
        var spec = _region.Spec("00000000000000aa", 5432) with { Tags = new Dictionary<string, string> { ["project"] = "p", ["service"] = "s" }, AcceptanceRequired = true };
        await _region.ConvergeAsync(_region.NewReconciler(), spec, PrivateLinkState.Active);
        var begun = _region.Spec("00000000000000bb");
        await _region.ReconcileAsync(begun);
        await _region.Cloud.Elb.SendAsync(new Aws.ElbV2.CreateLoadBalancer { Name = "pl-of-others", Type = "network", Subnets = _region.SubnetIds }, TestContext.Current.CancellationToken);

        _region.Calls.Reset();

        var claims = await _region.NewReconciler().FindAllAsync(TestContext.Current.CancellationToken);

        Assert.Equal([spec.Id, begun.Id], claims.Select(claim => claim.Id));
        var (whole, half) = (claims[0], claims[1]);
        Assert.Equal(("p", "s"), (whole.Tags["project"], whole.Tags["service"]));
        Assert.Equal([spec.Principals[0].ToString()], whole.Principals);
        Assert.True(whole.AcceptanceRequired);
        Assert.Equal([5432], whole.Ports);
        Assert.Empty(half.Principals);
        Assert.Empty(half.Ports);

        // The lists of services, connections, load balancers and tags once for all; listeners of each load balancer, permissions of each service.
        Assert.Equal(4 + 2 + 1, _region.Calls.Counts.Sum(count => count.Value));
    }
}
