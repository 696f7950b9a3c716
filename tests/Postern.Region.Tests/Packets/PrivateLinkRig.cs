using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Aws.Client;
using Postern.Aws.ElbV2;

namespace Postern.Region.Tests.Packets;

/// <summary>A provider with an echo server behind an endpoint service, and a consumer whose VPC owns the same range, with an endpoint to it.</summary>
public sealed class PrivateLinkRig : IAsyncLifetime
{
    public const int Port = 15432;
    private const string Cidr = "10.0.0.0/16";

    // Says who it talks to, then repeats what it hears, line by line.
    private const string Echo = """
        #!/bin/sh
        exec perl -MIO::Socket::INET -e '
          $SIG{CHLD} = "IGNORE"; $l = IO::Socket::INET->new(LocalPort => 5432, Listen => 64, ReuseAddr => 1) or die $!;
          while ($c = $l->accept) { next if fork; $c->autoflush(1); print $c "hello ", $c->peerhost, "\n"; while (<$c>) { print $c $_ } exit 0 }'
        """;

    private readonly RegionProcess _region = new();
    private (AmazonEC2Client Ec2, ElbV2Client Elb) _provider, _consumer;

    public string? Obstacle { get; private set; }

    public string ConsumerVpc { get; private set; } = "";

    public string ConsumerGroup { get; private set; } = "";

    public string StrangerVpc { get; private set; } = "";

    public string EndpointId { get; private set; } = "";

    /// <summary>The endpoint's regional name.</summary>
    public string Host { get; private set; } = "";

    public string EndpointIp { get; private set; } = "";

    public string LoadBalancerIp { get; private set; } = "";

    internal RegionProcess Region => _region;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Obstacle = RegionProcess.Obstacle();
        if (Obstacle is not null)
        {
            return;
        }

        await _region.StartAsync();
        _provider = await _region.ClientsAsync("arn:aws:iam::210987654321:user/postern");
        _consumer = await _region.ClientsAsync("arn:aws:iam::012345678901:user/mwf");
        var service = await ServiceAsync();
        var (vpc, subnet) = await NetworkAsync(_consumer.Ec2);
        ConsumerVpc = vpc;
        (StrangerVpc, _) = await NetworkAsync(_consumer.Ec2);
        ConsumerGroup = (await _consumer.Ec2.CreateSecurityGroupAsync(new() { VpcId = vpc, GroupName = "endpoint", Description = "d" }, Cancel)).GroupId;
        await AllowAsync(true);
        await ConnectAsync(service, vpc, subnet);
    }

    public async ValueTask DisposeAsync() => await _region.DisposeAsync();

    /// <summary>Lets the consumer's VPC in at the endpoint, or no longer.</summary>
    public Task AllowAsync(bool isAllowed)
    {
        List<IpPermission> permissions = [new() { IpProtocol = "tcp", FromPort = Port, ToPort = Port, Ipv4Ranges = [new() { CidrIp = Cidr }] }];
        return isAllowed
            ? _consumer.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = ConsumerGroup, IpPermissions = permissions }, Cancel)
            : _consumer.Ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = ConsumerGroup, IpPermissions = permissions }, Cancel);
    }

    public Task RejectAsync(string serviceId) => _provider.Ec2.RejectVpcEndpointConnectionsAsync(new() { ServiceId = serviceId, VpcEndpointIds = [EndpointId] }, Cancel);

    public async Task<string> ServiceIdAsync() => (await _provider.Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new(), Cancel)).ServiceConfigurations[0].ServiceId;

    /// <summary>Accepted connections say whom they came from; others say why not.</summary>
    public static string Talk(IReadOnlyList<string> machine, string host, int port = Port) => RegionProcess.Run([.. machine, .. Client(host, port, "print <$s>")]).Text.Trim();

    /// <summary>A connection that says one line, prints what comes back, and then waits for its end.</summary>
    public static System.Diagnostics.Process Hold(IReadOnlyList<string> machine, string host) =>
        RegionProcess.Begin([.. machine, .. Client(host, Port, """$| = 1; print scalar <$s>; print $s "ping\n"; print scalar <$s>; $n = sysread($s, $b, 1); print defined $n ? "end\n" : "broken\n" """)]);

    private static string[] Client(string host, int port, string talk) =>
        ["perl", "-MIO::Socket::INET", "-e", $$"""$s = IO::Socket::INET->new(PeerAddr => "{{host}}", PeerPort => {{port}}, Timeout => 3) or do { print "refused: $@"; exit 1 }; $s->autoflush(1); {{(talk.StartsWith("print <", StringComparison.Ordinal) ? "$l = <$s>; print defined $l ? $l : 'refused: closed'" : talk)}}"""];

    private static async Task<(string Vpc, string Subnet)> NetworkAsync(AmazonEC2Client ec2)
    {
        var vpc = (await ec2.CreateVpcAsync(new CreateVpcRequest(Cidr), Cancel)).Vpc.VpcId;
        return (vpc, (await ec2.CreateSubnetAsync(new CreateSubnetRequest(vpc, "10.0.0.0/24"), Cancel)).Subnet.SubnetId);
    }

    private async Task<ServiceConfiguration> ServiceAsync()
    {
        var (vpc, subnet) = await NetworkAsync(_provider.Ec2);
        var node = (await _provider.Ec2.RunInstancesAsync(
            new() { ImageId = "ami-postern", MinCount = 1, MaxCount = 1, SubnetId = subnet, PrivateIpAddress = "10.0.0.20", UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(Echo)) }, Cancel)).Reservation.Instances[0];
        var loadBalancer = (await _provider.Elb.SendAsync(new CreateLoadBalancer { Name = "echo", Type = "network", Scheme = "internal", Subnets = [subnet] }, Cancel)).LoadBalancers[0].LoadBalancerArn!;
        var group = (await _provider.Elb.SendAsync(
            new CreateTargetGroup { Name = "echo", Protocol = "TCP", Port = 5432, VpcId = vpc, TargetType = "ip", HealthCheckIntervalSeconds = 5, HealthyThresholdCount = 2 }, Cancel)).TargetGroups[0].TargetGroupArn!;
        await _provider.Elb.SendAsync(new RegisterTargets { TargetGroupArn = group, Targets = [new() { Id = node.PrivateIpAddress }] }, Cancel);
        await _provider.Elb.SendAsync(new CreateListener { LoadBalancerArn = loadBalancer, Protocol = "TCP", Port = Port, DefaultActions = [new() { Type = "forward", TargetGroupArn = group }] }, Cancel);
        var service = (await _provider.Ec2.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [loadBalancer], AcceptanceRequired = false }, Cancel)).ServiceConfiguration;
        await _provider.Ec2.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = service.ServiceId, AddAllowedPrincipals = ["arn:aws:iam::012345678901:user/mwf"] }, Cancel);
        LoadBalancerIp = (await _provider.Ec2.DescribeNetworkInterfacesAsync(new() { Filters = [new("interface-type", ["network_load_balancer"])] }, Cancel)).NetworkInterfaces[0].PrivateIpAddress;
        await HealthyAsync(group);
        return service;
    }

    private Task HealthyAsync(string group) => RegionProcess.EventuallyAsync("the echo server to be healthy", async () =>
        (await _provider.Elb.SendAsync(new DescribeTargetHealth { TargetGroupArn = group }, Cancel)).TargetHealthDescriptions[0].TargetHealth!.State == "healthy");

    private async Task ConnectAsync(ServiceConfiguration service, string vpc, string subnet)
    {
        var endpoint = (await _consumer.Ec2.CreateVpcEndpointAsync(
            new() { VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = vpc, SubnetIds = [subnet], SecurityGroupIds = [ConsumerGroup] }, Cancel)).VpcEndpoint;
        (EndpointId, Host) = (endpoint.VpcEndpointId, endpoint.DnsEntries[0].DnsName);
        EndpointIp = (await _consumer.Ec2.DescribeNetworkInterfacesAsync(new() { NetworkInterfaceIds = endpoint.NetworkInterfaceIds }, Cancel)).NetworkInterfaces[0].PrivateIpAddress;
        await RegionProcess.EventuallyAsync("the endpoint to be available", async () =>
            (await _consumer.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [EndpointId] }, Cancel)).VpcEndpoints[0].State == Amazon.EC2.State.Available);
    }
}
