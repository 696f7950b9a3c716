using Microsoft.Extensions.DependencyInjection;
using Postern.Aws.ElbV2;

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
    public async Task Targets_OfALoadBalancer_AreCountedOverItsGroupsAndZones()
    {
        await using var region = await RegionFixture.StartAsync(s => s.AddSingleton(new Quotas { TargetsPerLoadBalancer = 3, TargetsPerZonePerLoadBalancer = 2 }));
        var me = region.NewTenant();
        var vpc = await me.VpcAsync();
        string[] subnets = [(await me.SubnetAsync(vpc)).SubnetId, (await me.SubnetAsync(vpc, "10.0.1.0/24", "b")).SubnetId];
        var loadBalancer = (await me.LoadBalancerAsync(subnets)).LoadBalancerArn!;
        var (first, second) = (await me.TargetGroupAsync(vpc, 1), await me.TargetGroupAsync(vpc, 2));
        Task Register(string group, params string[] ips) => me.Elb(new RegisterTargets { TargetGroupArn = group, Targets = [.. ips.Select(ip => new TargetDescription { Id = ip })] });
        await me.ListenerAsync(loadBalancer, first, 1);
        await Refused.With("TooManyTargets", Register(first, "10.0.0.7", "10.0.0.8", "10.0.0.9"));
        await Register(first, "10.0.0.8", "10.0.0.9");
        await Register(second, "10.0.1.8", "10.0.1.9");
        await Refused.With("TooManyTargets", me.ListenerAsync(loadBalancer, second, 2));
        await me.Elb(new ModifyLoadBalancerAttributes { LoadBalancerArn = loadBalancer, Attributes = [new() { Key = "load_balancing.cross_zone.enabled", Value = "true" }] });
        await Refused.With("TooManyTargets", Register(first, "10.0.1.7"));
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

    [Fact]
    public async Task Ec2Quotas_LoweredWhileRunning_RefuseTheNext()
    {
        await using var region = await RegionFixture.StartAsync();
        var (admin, me) = (new AdminClient(region), region.NewTenant());
        var service = await me.ServiceAsync(allowed: me.Principal);
        await me.EndpointAsync(service);
        foreach (var quota in new[] { "vpcs-per-region", "principals-per-endpoint-service", "rules-per-security-group", "endpoint-services-per-region" })
        {
            Assert.Equal(200, (await admin.SendAsync(HttpMethod.Put, $"quotas/{quota}/1")).Status);
        }

        var vpc = (await me.Ec2.DescribeVpcsAsync(new(), TestContext.Current.CancellationToken)).Vpcs[0].VpcId;
        var group = await me.GroupAsync(vpc);
        var another = await me.LoadBalancerAsync((await me.Ec2.DescribeSubnetsAsync(new(), TestContext.Current.CancellationToken)).Subnets[0].SubnetId);
        await Refused.With("VpcLimitExceeded", me.VpcAsync());
        await Refused.With("VpcEndpointServicePermissionLimitExceeded", me.AllowAsync(service.ServiceId, "*"));
        await Refused.With("RulesPerSecurityGroupLimitExceeded", me.Ec2.AuthorizeSecurityGroupEgressAsync(
            new() { GroupId = group, IpPermissions = [new() { IpProtocol = "tcp", FromPort = 1, ToPort = 1, Ipv4Ranges = [new() { CidrIp = "10.0.0.0/8" }] }] }, TestContext.Current.CancellationToken));
        await Refused.With("VpcEndpointServiceLimitExceeded", me.Ec2.CreateVpcEndpointServiceConfigurationAsync(
            new() { NetworkLoadBalancerArns = [another.LoadBalancerArn] }, TestContext.Current.CancellationToken));
        await admin.SendAsync(HttpMethod.Put, "quotas/endpoints-per-vpc/0");
        await Refused.With("VpcEndpointLimitExceeded", me.EndpointAsync(service.ServiceName, vpc));
    }

    [Theory]
    [InlineData("quotas/nonsense/1", "nonsense")]
    [InlineData("quotas/vpcs-per-region/many", "many")]
    public async Task Set_Mistake_SaysWhich(string path, string part)
    {
        await using var region = await RegionFixture.StartAsync();
        var (status, body) = await new AdminClient(region).SendAsync(HttpMethod.Put, path);

        Assert.Equal(400, status);
        Assert.Contains(part, (string?)body["message"], StringComparison.Ordinal);
    }
}
