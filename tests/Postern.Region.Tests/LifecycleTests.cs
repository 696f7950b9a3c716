using Postern.Region.State;

namespace Postern.Region.Tests;

public sealed class LifecycleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AfterDraining_SomeDone_KeepsTheOthersAndTheNextTime()
    {
        var group = Rows.TargetGroup() with { Targets = [new("10.0.0.1", 1, "z"), new("10.0.0.2", 1, "z", Now), new("10.0.0.3", 1, "z", Now.AddSeconds(9)), new("10.0.0.4", 1, "z", Now.AddSeconds(5))] };
        var after = Lifecycle.AfterDraining(group, Now);

        Assert.Equal(["10.0.0.1", "10.0.0.3", "10.0.0.4"], after.Targets.Select(t => t.Ip));
        Assert.Equal(Now.AddSeconds(5), after.DueAt);
    }

    [Fact]
    public void Next_ThingsThatEnd_AreNull()
    {
        Assert.Null(Lifecycle.Next(Rows.Endpoint(state: VpcEndpoint.Deleting), Now));
        Assert.Null(Lifecycle.Next(Rows.Service() with { State = EndpointService.Deleting }, Now));
        Assert.Null(Lifecycle.Next(Rows.Instance(Instance.Terminated), Now));
    }

    [Fact]
    public void Next_ThingsThatBecome_RestInTheirNewState()
    {
        Assert.Equal((LoadBalancer.Active, null), Lifecycle.Next(Rows.LoadBalancer() with { State = LoadBalancer.Provisioning, DueAt = Now }, Now) is LoadBalancer l ? (l.State, l.DueAt) : default);
        Assert.Equal((VpcEndpoint.Available, null), Lifecycle.Next(Rows.Endpoint(state: VpcEndpoint.Pending) with { DueAt = Now }, Now) is VpcEndpoint e ? (e.State, e.DueAt) : default);
        Assert.Equal((Instance.Terminated, Now.AddMinutes(1)), Lifecycle.Next(Rows.Instance(Instance.ShuttingDown), Now) is Instance i ? (i.State, i.DueAt) : default);
    }

    [Fact]
    public async Task Clock_AwsProfile_TakesAsLongAsAws()
    {
        await using var region = await RegionFixture.StartAsync(s => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(s, LatencyProfile.Aws));
        var me = region.NewTenant();
        var arn = (await me.LoadBalancerAsync((await me.NetworkAsync()).Subnet)).LoadBalancerArn!;
        async Task<string?> State() => (await me.Elb(new Postern.Aws.ElbV2.DescribeLoadBalancers { LoadBalancerArns = [arn] })).LoadBalancers[0].State!.Code;
        region.Advance(149);
        Assert.Equal("provisioning", await State());
        region.Advance(2);

        Assert.Equal("active", await State());
    }
}
