using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Postern.Aws.Client;
using Postern.Aws.ElbV2;
using Postern.Aws.Wire;
using Ec2Subnet = Amazon.EC2.Model.Subnet;
using LoadBalancer = Postern.Aws.ElbV2.LoadBalancer;

namespace Postern.Region.Tests;

/// <summary>Somebody with an account: the clients that sign for them, and what most tests need first.</summary>
public sealed class Tenant(RegionFixture fixture, string principal, string region)
{
    private AWSCredentials? _credentials;
    private AmazonEC2Client? _ec2;
    private ElbV2Client? _elb;
    private AmazonSecurityTokenServiceClient? _sts;
    private int _names;

    public string Principal => principal;

    public string Account => principal.Split(':')[4];

    public AWSCredentials Credentials => _credentials ??= fixture.KeyOf(principal) is { SessionToken: null } key ? new BasicAWSCredentials(key.Id, key.Secret) : throw new InvalidOperationException("a lasting key is wanted");

    public AmazonEC2Client Ec2 => _ec2 ??= fixture.Ec2(Credentials, region);

    public AmazonSecurityTokenServiceClient Sts => _sts ??= fixture.Sts(Credentials);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Clients live as long as the process: a region has few tenants.</summary>
    public Task<TResult> Elb<TResult>(IAction<TResult> action) => (_elb ??= fixture.Elb(Credentials, region)).SendAsync(action, Cancel);

    public async Task<string> VpcAsync(string cidr = "10.0.0.0/16") => (await Ec2.CreateVpcAsync(new CreateVpcRequest(cidr), Cancel)).Vpc.VpcId;

    public async Task<Ec2Subnet> SubnetAsync(string vpc, string cidr = "10.0.0.0/24", string zone = "a") =>
        (await Ec2.CreateSubnetAsync(new CreateSubnetRequest(vpc, cidr) { AvailabilityZone = region + zone }, Cancel)).Subnet;

    public async Task<(string Vpc, string Subnet)> NetworkAsync(string zone = "a")
    {
        var vpc = await VpcAsync();
        return (vpc, (await SubnetAsync(vpc, zone: zone)).SubnetId);
    }

    public async Task<string> GroupAsync(string vpc) =>
        (await Ec2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { VpcId = vpc, GroupName = NewName(), Description = "d" }, Cancel)).GroupId;

    public async Task<LoadBalancer> LoadBalancerAsync(params string[] subnets) =>
        (await Elb(new CreateLoadBalancer { Name = NewName(), Type = "network", Scheme = "internal", Subnets = subnets })).LoadBalancers[0];

    public async Task<string> TargetGroupAsync(string vpc, int port = 5432) =>
        (await Elb(new CreateTargetGroup { Name = NewName(), Protocol = "TCP", Port = port, VpcId = vpc, TargetType = "ip" })).TargetGroups[0].TargetGroupArn!;

    public async Task<string> ListenerAsync(string loadBalancer, string targetGroup, int port = 5432) =>
        (await Elb(new CreateListener { LoadBalancerArn = loadBalancer, Protocol = "TCP", Port = port, DefaultActions = [new() { Type = "forward", TargetGroupArn = targetGroup }] })).Listeners[0].ListenerArn!;

    /// <summary>An endpoint service with a load balancer of its own in some zones, after its states have settled.</summary>
    public async Task<ServiceConfiguration> ServiceAsync(bool acceptance = false, string zones = "a", params string[] allowed)
    {
        var vpc = await VpcAsync();
        var subnets = new List<string>();
        foreach (var zone in zones)
        {
            subnets.Add((await SubnetAsync(vpc, $"10.0.{subnets.Count}.0/24", $"{zone}")).SubnetId);
        }

        var loadBalancer = await LoadBalancerAsync([.. subnets]);
        var service = (await Ec2.CreateVpcEndpointServiceConfigurationAsync(
            new() { NetworkLoadBalancerArns = [loadBalancer.LoadBalancerArn], AcceptanceRequired = acceptance }, Cancel)).ServiceConfiguration;
        if (allowed.Length > 0)
        {
            await AllowAsync(service.ServiceId, allowed);
        }

        return service;
    }

    public Task<ModifyVpcEndpointServicePermissionsResponse> AllowAsync(string service, params string[] principals) =>
        Ec2.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = service, AddAllowedPrincipals = [.. principals] }, Cancel);

    public async Task<VpcEndpoint> EndpointAsync(string serviceName, string vpc, params string[] subnets) =>
        (await Ec2.CreateVpcEndpointAsync(new() { VpcEndpointType = VpcEndpointType.Interface, ServiceName = serviceName, VpcId = vpc, SubnetIds = [.. subnets] }, Cancel)).VpcEndpoint;

    /// <summary>An endpoint in a new VPC of one subnet.</summary>
    public async Task<VpcEndpoint> EndpointAsync(ServiceConfiguration service)
    {
        var (vpc, subnet) = await NetworkAsync();
        return await EndpointAsync(service.ServiceName, vpc, subnet);
    }

    /// <summary>The wire's own spelling, which the SDK's constants hide.</summary>
    public async Task<string?> StateOfAsync(VpcEndpoint endpoint)
    {
        var found = (await Ec2.DescribeVpcEndpointsAsync(new() { Filters = [new("vpc-endpoint-id", [endpoint.VpcEndpointId])] }, Cancel)).VpcEndpoints ?? [];
        return found.Count == 0 ? null : found[0].State.Value.ToLowerInvariant();
    }

    public string NewName() => $"n{Interlocked.Increment(ref _names)}";
}
