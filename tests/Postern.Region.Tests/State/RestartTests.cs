using System.Text.Json;
using Amazon.EC2.Model;
using Postern.Aws.ElbV2;
using Postern.Region.State;

namespace Postern.Region.Tests.State;

/// <summary>A region that ends and comes back holds what it answered for.</summary>
public sealed class RestartTests
{
    private static readonly JsonSerializerOptions Stored = new() { IgnoreReadOnlyProperties = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_WithEverythingInIt_DescribesTheSame()
    {
        await using var region = await RegionFixture.StartAsync();
        var (provider, consumer) = (region.NewTenant(), region.NewTenant());
        var service = await provider.ServiceAsync(acceptance: true, allowed: consumer.Principal);
        var loadBalancer = (await provider.Elb(new DescribeLoadBalancers { LoadBalancerArns = service.NetworkLoadBalancerArns })).LoadBalancers[0];
        var group = await provider.TargetGroupAsync(loadBalancer.VpcId!);
        await provider.ListenerAsync(loadBalancer.LoadBalancerArn!, group);
        await provider.Elb(new RegisterTargets { TargetGroupArn = group, Targets = [new() { Id = "10.0.0.9" }] });
        var endpoint = await consumer.EndpointAsync(service);
        var key = region.KeyOf(consumer.Principal);
        var before = TextOf(region.Store.Snapshot);
        await region.RestartAsync();

        Assert.Equal(before, TextOf(region.Store.Snapshot));
        Assert.Equal(key, region.KeyOf(consumer.Principal));
        var again = region.Tenant(provider.Principal);
        Assert.Empty((await again.Ec2.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = service.ServiceId, VpcEndpointIds = [endpoint.VpcEndpointId] }, Cancel)).Unsuccessful ?? []);
        region.Advance(2);
        Assert.Equal("available", await region.Tenant(consumer.Principal).StateOfAsync(endpoint));
    }

    [Fact]
    public async Task Restart_AfterATimeAway_CatchesUp()
    {
        await using var region = await RegionFixture.StartAsync();
        var me = region.NewTenant();
        var arn = (await me.LoadBalancerAsync((await me.NetworkAsync()).Subnet)).LoadBalancerArn!;
        await region.RestartAsync(() => region.Advance(60));

        Assert.Equal("active", (await region.Tenant(me.Principal).Elb(new DescribeLoadBalancers { LoadBalancerArns = [arn] })).LoadBalancers[0].State!.Code);
    }

    [Fact]
    public async Task Restart_ClientTokenAgain_IsTheSameEndpoint()
    {
        await using var region = await RegionFixture.StartAsync();
        var me = region.NewTenant();
        var service = await me.ServiceAsync(allowed: "*");
        var request = new CreateVpcEndpointRequest { VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = await me.VpcAsync(), ClientToken = "t" };
        var first = (await me.Ec2.CreateVpcEndpointAsync(request, Cancel)).VpcEndpoint.VpcEndpointId;
        await region.RestartAsync();
        var again = region.Tenant(me.Principal).Ec2;

        Assert.Equal(first, (await again.CreateVpcEndpointAsync(request, Cancel)).VpcEndpoint.VpcEndpointId);
        request.PolicyDocument = "{}";
        await Refused.With("IdempotentParameterMismatch", again.CreateVpcEndpointAsync(request, Cancel));
    }

    private static IEnumerable<string> TextOf(RegionState state) => [.. state.All().Select(r => $"{r.GetType().Name} {JsonSerializer.Serialize(r, r.GetType(), Stored)}").Order(StringComparer.Ordinal)];
}
