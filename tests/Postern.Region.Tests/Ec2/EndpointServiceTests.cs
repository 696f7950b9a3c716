using Amazon.EC2.Model;
using Postern.Aws.ElbV2;

namespace Postern.Region.Tests.Ec2;

public sealed class EndpointServiceTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _provider = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_WithLoadBalancer_BecomesAvailable()
    {
        var service = await _provider.ServiceAsync(acceptance: true, zones: "ab");

        Assert.Matches("^vpce-svc-[0-9a-f]{17}$", service.ServiceId);
        Assert.Equal(($"com.amazonaws.vpce.eu-west-1.{service.ServiceId}", "Pending", true), (service.ServiceName, service.ServiceState.Value, service.AcceptanceRequired));
        Assert.Equal(["eu-west-1a", "eu-west-1b"], service.AvailabilityZones);
        Assert.Equal($"{service.ServiceId}.eu-west-1.vpce.amazonaws.com", Assert.Single(service.BaseEndpointDnsNames));
        region.Advance(1);
        Assert.Equal("Available", (await DescribeAsync(service.ServiceId)).ServiceState.Value);
    }

    [Fact]
    public async Task Create_WithoutLoadBalancer_IsRefused()
    {
        await Refused.With("InvalidParameter", _provider.Ec2.CreateVpcEndpointServiceConfigurationAsync(new(), Cancel));
        await Refused.With("InvalidParameter", CreateAsync("arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/x/1"));
    }

    [Fact]
    public async Task Create_LoadBalancerOfAnotherAccount_IsRefused()
    {
        var service = await _provider.ServiceAsync();

        await Refused.With("InvalidParameter", region.NewTenant().Ec2.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = service.NetworkLoadBalancerArns }, Cancel));
    }

    [Fact]
    public async Task Create_LoadBalancerOfAnotherService_NamesThatService()
    {
        var service = await _provider.ServiceAsync();

        Assert.Contains(service.ServiceId, (await Refused.With("InvalidParameter", CreateAsync(service.NetworkLoadBalancerArns[0]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SameClientToken_IsTheSameService()
    {
        var arn = (await _provider.LoadBalancerAsync((await _provider.NetworkAsync()).Subnet)).LoadBalancerArn!;
        var first = await CreateAsync(arn, token: "t");

        Assert.Equal(first.ServiceId, (await CreateAsync(arn, token: "t")).ServiceId);
        await Refused.With("IdempotentParameterMismatch", CreateAsync(arn, token: "t", acceptance: false));
        await Refused.With("InvalidParameter", CreateAsync(arn, token: "other"));
    }

    [Fact]
    public async Task Create_UnsupportedKinds_AreRefused()
    {
        var arn = (await _provider.LoadBalancerAsync((await _provider.NetworkAsync()).Subnet)).LoadBalancerArn!;

        await Refused.With("InvalidParameter", _provider.Ec2.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [arn], SupportedIpAddressTypes = ["ipv6"] }, Cancel));
        await Refused.With("InvalidParameter", _provider.Ec2.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [arn], SupportedRegions = ["us-east-1"] }, Cancel));
        await Refused.With("InvalidParameter", _provider.Ec2.CreateVpcEndpointServiceConfigurationAsync(new() { GatewayLoadBalancerArns = [arn] }, Cancel));
    }

    [Fact]
    public async Task Modify_OnlyServiceId_TakesTheZonesThatTheLoadBalancerHasNow()
    {
        var service = await _provider.ServiceAsync(zones: "a");
        var loadBalancer = (await _provider.Elb(new DescribeLoadBalancers { LoadBalancerArns = service.NetworkLoadBalancerArns })).LoadBalancers[0];
        var second = await _provider.SubnetAsync(loadBalancer.VpcId!, "10.0.9.0/24", "b");
        await _provider.Elb(new SetSubnets { LoadBalancerArn = loadBalancer.LoadBalancerArn!, Subnets = [loadBalancer.AvailabilityZones[0].SubnetId!, second.SubnetId] });
        Assert.Equal(["eu-west-1a"], (await DescribeAsync(service.ServiceId)).AvailabilityZones);
        await _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service.ServiceId }, Cancel);

        Assert.Equal(["eu-west-1a", "eu-west-1b"], (await DescribeAsync(service.ServiceId)).AvailabilityZones);
    }

    [Fact]
    public async Task Modify_LoadBalancers_AddsAndKeepsAtLeastOne()
    {
        var service = await _provider.ServiceAsync(zones: "a");
        var other = (await _provider.LoadBalancerAsync((await _provider.NetworkAsync("c")).Subnet)).LoadBalancerArn!;
        await _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service.ServiceId, AddNetworkLoadBalancerArns = [other] }, Cancel);
        Assert.Equal(["eu-west-1a", "eu-west-1c"], (await DescribeAsync(service.ServiceId)).AvailabilityZones);
        await _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service.ServiceId, RemoveNetworkLoadBalancerArns = service.NetworkLoadBalancerArns }, Cancel);

        Assert.Equal([other], (await DescribeAsync(service.ServiceId)).NetworkLoadBalancerArns);
        await Refused.With("InvalidParameter", _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service.ServiceId, RemoveNetworkLoadBalancerArns = [other] }, Cancel));
    }

    [Fact]
    public async Task Endpoints_OfAServiceWithTwoLoadBalancersInAZone_AreSharedByThemAndKeepTheirs()
    {
        var consumer = region.NewTenant();
        var service = await _provider.ServiceAsync(allowed: "*");
        var (first, second) = (service.NetworkLoadBalancerArns[0], (await _provider.LoadBalancerAsync((await _provider.NetworkAsync()).Subnet)).LoadBalancerArn!);
        Task Remove(string arn) => _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service.ServiceId, RemoveNetworkLoadBalancerArns = [arn] }, Cancel);
        await consumer.EndpointAsync(service);
        await _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service.ServiceId, AddNetworkLoadBalancerArns = [second] }, Cancel);
        var other = await consumer.EndpointAsync(service);

        Assert.Equal(new HashSet<string?> { first, second }, region.Store.Snapshot.All<Postern.Region.State.NetworkInterface>().Where(i => i.Account == consumer.Account).Select(i => i.LoadBalancerArn).ToHashSet());
        await Refused.With("InvalidParameter", Remove(second));
        await consumer.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [other.VpcEndpointId] }, Cancel);
        region.Advance(2);
        await Refused.With("InvalidParameter", Remove(first));
        await Remove(second);
    }

    [Fact]
    public async Task Modify_Acceptance_LeavesExistingConnectionsAlone()
    {
        var service = await _provider.ServiceAsync(acceptance: true, allowed: "*");
        var endpoint = await region.NewTenant().EndpointAsync(service);
        await _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service.ServiceId, AcceptanceRequired = false }, Cancel);
        region.Advance(2);

        Assert.False((await DescribeAsync(service.ServiceId)).AcceptanceRequired);
        Assert.Equal("pendingacceptance", (await _provider.Ec2.DescribeVpcEndpointConnectionsAsync(new() { Filters = [new("vpc-endpoint-id", [endpoint.VpcEndpointId])] }, Cancel)).VpcEndpointConnections[0].VpcEndpointState.Value.ToLowerInvariant());
    }

    [Fact]
    public async Task Delete_Free_VanishesAndFreesTheLoadBalancer()
    {
        var service = await _provider.ServiceAsync();
        region.Advance(1);
        Assert.Empty(await DeleteAsync(service.ServiceId));
        Assert.Equal("Deleting", (await DescribeAsync(service.ServiceId)).ServiceState.Value);
        region.Advance(1);

        await Refused.With("InvalidVpcEndpointServiceId.NotFound", DescribeAsync(service.ServiceId));
        Assert.NotNull(await CreateAsync(service.NetworkLoadBalancerArns[0]));
    }

    [Fact]
    public async Task Delete_WithConnections_SaysSoInsideA200UntilTheyAreRejected()
    {
        var service = await _provider.ServiceAsync(acceptance: true, allowed: "*");
        var endpoint = await region.NewTenant().EndpointAsync(service);
        Assert.Equal((service.ServiceId, "ExistingVpcEndpointConnections"), await OnlyFailureAsync(service.ServiceId));
        await _provider.Ec2.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = service.ServiceId, VpcEndpointIds = [endpoint.VpcEndpointId] }, Cancel);
        Assert.Equal((service.ServiceId, "ExistingVpcEndpointConnections"), await OnlyFailureAsync(service.ServiceId));
        region.Advance(2);
        Assert.Equal((service.ServiceId, "ExistingVpcEndpointConnections"), await OnlyFailureAsync(service.ServiceId));
        await _provider.Ec2.RejectVpcEndpointConnectionsAsync(new() { ServiceId = service.ServiceId, VpcEndpointIds = [endpoint.VpcEndpointId] }, Cancel);

        Assert.Empty(await DeleteAsync(service.ServiceId));
    }

    [Fact]
    public async Task Delete_UnknownAndKnown_DeletesTheKnown()
    {
        var service = await _provider.ServiceAsync();
        var failed = await DeleteAsync("vpce-svc-00000000000000000", service.ServiceId);

        Assert.Equal(("vpce-svc-00000000000000000", "InvalidVpcEndpointServiceId.NotFound"), (Assert.Single(failed).ResourceId, failed[0].Error.Code));
        Assert.Equal("Deleting", (await DescribeAsync(service.ServiceId)).ServiceState.Value);
    }

    [Fact]
    public async Task Describe_OfAStranger_IsNotFound()
    {
        var service = await _provider.ServiceAsync(allowed: "*");

        await Refused.With("InvalidVpcEndpointServiceId.NotFound", region.NewTenant().Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service.ServiceId] }, Cancel));
        await Refused.With("InvalidVpcEndpointServiceId.NotFound", region.NewTenant().Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service.ServiceId }, Cancel));
        await Refused.With("InvalidVpcEndpointServiceIdId.Malformed", _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = "svc-1" }, Cancel));
    }

    private async Task<ServiceConfiguration> CreateAsync(string arn, string? token = null, bool acceptance = true) =>
        (await _provider.Ec2.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [arn], ClientToken = token, AcceptanceRequired = acceptance }, Cancel)).ServiceConfiguration;

    private async Task<ServiceConfiguration> DescribeAsync(string id) =>
        (await _provider.Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [id] }, Cancel)).ServiceConfigurations[0];

    private async Task<List<UnsuccessfulItem>> DeleteAsync(params List<string> ids) =>
        (await _provider.Ec2.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = ids }, Cancel)).Unsuccessful ?? [];

    private async Task<(string, string)> OnlyFailureAsync(string id) => (Assert.Single(await DeleteAsync(id)) is var failed) ? (failed.ResourceId, failed.Error.Code) : default;
}
