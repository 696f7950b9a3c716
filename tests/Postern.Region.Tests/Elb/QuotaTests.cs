using Microsoft.Extensions.DependencyInjection;
using Postern.Aws.ElbV2;
using Postern.Region.Elb;

namespace Postern.Region.Tests.Elb;

public sealed class QuotaTests
{
    [Fact]
    public async Task Create_AtTheQuota_SaysWhichAndHowMany()
    {
        await using var region = await RegionFixture.StartAsync(s => s.AddSingleton(new Quotas { LoadBalancersPerRegion = 1, ListenersPerLoadBalancer = 1, TargetGroupsPerRegion = 1, TargetsPerTargetGroup = 1 }));
        var me = region.NewTenant();
        var (vpc, subnet) = await me.NetworkAsync();
        var loadBalancer = (await me.LoadBalancerAsync(subnet)).LoadBalancerArn!;
        var group = await me.TargetGroupAsync(vpc);
        await me.ListenerAsync(loadBalancer, group, 1);

        Assert.Contains("reached: 1", (await Refused.With("TooManyLoadBalancers", me.LoadBalancerAsync(subnet))).Message, StringComparison.Ordinal);
        Assert.Contains("reached: 1", (await Refused.With("TooManyTargetGroups", me.TargetGroupAsync(vpc))).Message, StringComparison.Ordinal);
        Assert.Contains("reached: 1", (await Refused.With("TooManyListeners", me.ListenerAsync(loadBalancer, group, 2))).Message, StringComparison.Ordinal);
        await Refused.With("TooManyTargets", me.Elb(new RegisterTargets { TargetGroupArn = group, Targets = [new() { Id = "10.0.0.8" }, new() { Id = "10.0.0.9" }] }));
    }

    [Fact]
    public async Task Create_InAnotherAccount_HasAQuotaOfItsOwn()
    {
        await using var region = await RegionFixture.StartAsync(s => s.AddSingleton(new Quotas { LoadBalancersPerRegion = 1 }));
        foreach (var tenant in new[] { region.NewTenant(), region.NewTenant() })
        {
            Assert.Equal("provisioning", (await tenant.LoadBalancerAsync((await tenant.NetworkAsync()).Subnet)).State!.Code);
        }
    }
}
