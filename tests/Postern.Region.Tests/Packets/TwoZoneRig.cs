using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Aws.Client;
using Postern.Aws.ElbV2;
using Postern.Tests.Shared;

namespace Postern.Region.Tests.Packets;

/// <summary>
/// A provider with a load balancer and an echo server in each of two zones, all with security groups, and a consumer with an endpoint in both zones.
/// The servers let in the load balancer's group only, and the load balancer the consumer's range.
/// </summary>
public sealed class TwoZoneRig : IAsyncLifetime
{
    public const string PrivateName = "echo.example.com", Range = "10.0.0.0/16";
    public static readonly string[] Targets = ["10.0.0.20", "10.0.1.20"];
    private const int Port = 5432;
    private (AmazonEC2Client Ec2, ElbV2Client Elb) _provider, _consumer;
    private string _loadBalancer = "", _targetGroup = "", _groupOfLoadBalancer = "", _groupOfServers = "", _serviceId = "", _endpointId = "";

    public string? Obstacle { get; private set; }

    public string ProviderVpc { get; private set; } = "";

    public string ConsumerVpc { get; private set; } = "";

    /// <summary>The endpoint's regional name.</summary>
    public string Host { get; private set; } = "";

    /// <summary>The endpoint's address in each zone.</summary>
    public IReadOnlyList<string> EndpointIps { get; private set; } = [];

    internal RegionProcess Region { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Obstacle = RegionProcess.Obstacle();
        if (Obstacle is null)
        {
            await Region.StartAsync();
            _provider = await Region.ClientsAsync("arn:aws:iam::210987654321:user/postern");
            _consumer = await Region.ClientsAsync("arn:aws:iam::012345678901:user/mwf");
            await ProvideAsync();
            await ConsumeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await Region.DisposeAsync();

    public static string Talk(string[] machine, string host) => PrivateLinkRig.Talk(machine, host, Port);

    public Task SetCrossZoneAsync(bool isOn) => _provider.Elb.SendAsync(
        new ModifyLoadBalancerAttributes { LoadBalancerArn = _loadBalancer, Attributes = [new() { Key = "load_balancing.cross_zone.enabled", Value = isOn ? "true" : "false" }] }, Cancel);

    public Task EnforceOnPrivateLinkAsync(bool isOn) => _provider.Elb.SendAsync(
        new SetSecurityGroups { LoadBalancerArn = _loadBalancer, SecurityGroups = [_groupOfLoadBalancer], EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = isOn ? "on" : "off" }, Cancel);

    /// <summary>Lets the consumer's range in at the load balancer, or no longer.</summary>
    public Task AllowAtLoadBalancerAsync(bool isAllowed) => AllowAsync(_groupOfLoadBalancer, isAllowed, new() { IpProtocol = "tcp", FromPort = Port, ToPort = Port, Ipv4Ranges = [new() { CidrIp = Range }] });

    /// <summary>Lets the load balancer's group in at the servers, or no longer.</summary>
    public Task AllowAtServersAsync(bool isAllowed, int port = Port) => AllowAsync(_groupOfServers, isAllowed, new() { IpProtocol = "tcp", FromPort = port, ToPort = port, UserIdGroupPairs = [new() { GroupId = _groupOfLoadBalancer }] });

    public Task CheckPortAsync(string port) => _provider.Elb.SendAsync(new ModifyTargetGroup { TargetGroupArn = _targetGroup, HealthCheckPort = port }, Cancel);

    /// <summary>Waits until the servers are in these states, by zone.</summary>
    public Task StatesAsync(params string[] states) => Eventually.HoldsAsync(async () => (await HealthAsync()).Select(h => h.State!).SequenceEqual(states), $"the servers to be {string.Join(", ", states)}");

    public async Task<IReadOnlyList<Postern.Aws.ElbV2.TargetHealth>> HealthAsync() =>
        [.. (await _provider.Elb.SendAsync(new DescribeTargetHealth { TargetGroupArn = _targetGroup }, Cancel)).TargetHealthDescriptions.OrderBy(d => d.Target!.Id, StringComparer.Ordinal).Select(d => d.TargetHealth!)];

    /// <summary>Gives the service its private name, proves it, and lets the endpoint take it.</summary>
    public async Task TakePrivateNameAsync()
    {
        await _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = _serviceId, PrivateDnsName = PrivateName }, Cancel);
        var asked = (await _provider.Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [_serviceId] }, Cancel)).ServiceConfigurations[0].PrivateDnsNameConfiguration;
        await Region.PublishAsync($"{asked.Name}.{PrivateName}", asked.Value);
        await _provider.Ec2.StartVpcEndpointServicePrivateDnsVerificationAsync(new() { ServiceId = _serviceId }, Cancel);
        await _consumer.Ec2.ModifyVpcAttributeAsync(new() { VpcId = ConsumerVpc, EnableDnsHostnames = true }, Cancel);
        await _consumer.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = _endpointId, PrivateDnsEnabled = true }, Cancel);
    }

    private static async Task<(string Vpc, List<string> Subnets)> NetworkAsync(AmazonEC2Client ec2)
    {
        var vpc = (await ec2.CreateVpcAsync(new CreateVpcRequest(Range), Cancel)).Vpc.VpcId;
        List<string> subnets = [];
        foreach (var zone in "ab")
        {
            subnets.Add((await ec2.CreateSubnetAsync(new CreateSubnetRequest(vpc, $"10.0.{subnets.Count}.0/24") { AvailabilityZone = "eu-west-1" + zone }, Cancel)).Subnet.SubnetId);
        }

        return (vpc, subnets);
    }

    private async Task ProvideAsync()
    {
        (ProviderVpc, var subnets) = await NetworkAsync(_provider.Ec2);
        _groupOfLoadBalancer = (await _provider.Ec2.CreateSecurityGroupAsync(new() { VpcId = ProviderVpc, GroupName = "lb", Description = "d" }, Cancel)).GroupId;
        _groupOfServers = (await _provider.Ec2.CreateSecurityGroupAsync(new() { VpcId = ProviderVpc, GroupName = "servers", Description = "d" }, Cancel)).GroupId;
        await AllowAtLoadBalancerAsync(true);
        await AllowAtServersAsync(true);
        foreach (var (subnet, ip) in subnets.Zip(Targets))
        {
            var script = PrivateLinkRig.Echo.Replace("\"hello \"", $"\"{ip} heard \"", StringComparison.Ordinal);
            await _provider.Ec2.RunInstancesAsync(new() { ImageId = "ami-postern", MinCount = 1, MaxCount = 1, SubnetId = subnet, SecurityGroupIds = [_groupOfServers], PrivateIpAddress = ip, UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(script)) }, Cancel);
        }

        _loadBalancer = (await _provider.Elb.SendAsync(new CreateLoadBalancer { Name = "echo", Type = "network", Scheme = "internal", Subnets = subnets, SecurityGroups = [_groupOfLoadBalancer] }, Cancel)).LoadBalancers[0].LoadBalancerArn!;
        _targetGroup = (await _provider.Elb.SendAsync(
            new CreateTargetGroup { Name = "echo", Protocol = "TCP", Port = Port, VpcId = ProviderVpc, TargetType = "ip", HealthCheckIntervalSeconds = 5, HealthyThresholdCount = 2, UnhealthyThresholdCount = 2 }, Cancel)).TargetGroups[0].TargetGroupArn!;
        await _provider.Elb.SendAsync(new RegisterTargets { TargetGroupArn = _targetGroup, Targets = [.. Targets.Select(t => new TargetDescription { Id = t })] }, Cancel);
        await _provider.Elb.SendAsync(new CreateListener { LoadBalancerArn = _loadBalancer, Protocol = "TCP", Port = Port, DefaultActions = [new() { Type = "forward", TargetGroupArn = _targetGroup }] }, Cancel);
        _serviceId = (await _provider.Ec2.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [_loadBalancer], AcceptanceRequired = false }, Cancel)).ServiceConfiguration.ServiceId;
        await _provider.Ec2.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = _serviceId, AddAllowedPrincipals = ["*"] }, Cancel);
        await StatesAsync("healthy", "healthy");
    }

    private async Task ConsumeAsync()
    {
        (ConsumerVpc, var subnets) = await NetworkAsync(_consumer.Ec2);
        var group = (await _consumer.Ec2.CreateSecurityGroupAsync(new() { VpcId = ConsumerVpc, GroupName = "endpoint", Description = "d" }, Cancel)).GroupId;
        await _consumer.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = [new() { IpProtocol = "tcp", FromPort = Port, ToPort = Port, Ipv4Ranges = [new() { CidrIp = Range }] }] }, Cancel);
        var endpoint = (await _consumer.Ec2.CreateVpcEndpointAsync(
            new() { VpcEndpointType = "Interface", ServiceName = $"com.amazonaws.vpce.eu-west-1.{_serviceId}", VpcId = ConsumerVpc, SubnetIds = subnets, SecurityGroupIds = [group] }, Cancel)).VpcEndpoint;
        (_endpointId, Host) = (endpoint.VpcEndpointId, endpoint.DnsEntries[0].DnsName);
        EndpointIps = [.. (await _consumer.Ec2.DescribeNetworkInterfacesAsync(new() { NetworkInterfaceIds = endpoint.NetworkInterfaceIds }, Cancel)).NetworkInterfaces.OrderBy(i => i.AvailabilityZone, StringComparer.Ordinal).Select(i => i.PrivateIpAddress)];
        await Eventually.HoldsAsync(async () =>
            (await _consumer.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [_endpointId] }, Cancel)).VpcEndpoints[0].State == Amazon.EC2.State.Available, "the endpoint to be available");
    }

    private Task AllowAsync(string group, bool isAllowed, IpPermission permission) => isAllowed
        ? _provider.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = [permission] }, Cancel)
        : _provider.Ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = [permission] }, Cancel);
}
