using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Aws.Client;
using Postern.Aws.ElbV2;
using Postern.Tests.Shared;

namespace Postern.Region.Tests.Packets;

/// <summary>A provider with an echo server behind an endpoint service, and a consumer whose VPC owns the same range, with an endpoint to it; both also have IPv6.</summary>
public sealed class PrivateLinkRig : IAsyncLifetime
{
    public const int Port = 15432;
    private const string Target = "10.0.0.20";
    private const string Cidr = "10.0.0.0/16";

    // Says who it talks to, then repeats what it hears, line by line.
    internal const string Echo = """
        #!/bin/sh
        exec perl -MIO::Socket::INET -e '
          $SIG{CHLD} = "IGNORE"; $l = IO::Socket::INET->new(LocalPort => 5432, Listen => 64, ReuseAddr => 1) or die $!;
          while ($c = $l->accept) { next if fork; $c->autoflush(1); print $c "hello ", $c->peerhost, "\n"; while (<$c>) { print $c $_ } exit 0 }'
        """;

    private readonly RegionProcess _region = new();
    private (AmazonEC2Client Ec2, ElbV2Client Elb) _provider, _consumer;
    private string _targetGroup = "";

    public string? Obstacle { get; private set; }

    public string ConsumerVpc { get; private set; } = "";

    public string ConsumerGroup { get; private set; } = "";

    public string ProviderVpc { get; private set; } = "";

    public string StrangerVpc { get; private set; } = "";

    public string EndpointId { get; private set; } = "";

    /// <summary>The endpoint's regional name.</summary>
    public string Host { get; private set; } = "";

    public string EndpointIp { get; private set; } = "";

    public string EndpointIpv6 { get; private set; } = "";

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
    public Task AllowAsync(bool isAllowed) => AllowAsync(new() { IpProtocol = "tcp", FromPort = Port, ToPort = Port, Ipv4Ranges = [new() { CidrIp = Cidr }] }, isAllowed);

    /// <summary>The same for its IPv6 range, which is nobody else's.</summary>
    public Task AllowIpv6Async(bool isAllowed) =>
        AllowAsync(new() { IpProtocol = "tcp", FromPort = Port, ToPort = Port, Ipv6Ranges = [new() { CidrIpv6 = EndpointIpv6 + "/64" }] }, isAllowed);

    private Task AllowAsync(IpPermission permission, bool isAllowed) => isAllowed
        ? _consumer.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = ConsumerGroup, IpPermissions = [permission] }, Cancel)
        : _consumer.Ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = ConsumerGroup, IpPermissions = [permission] }, Cancel);

    public Task RejectAsync(string serviceId) => _provider.Ec2.RejectVpcEndpointConnectionsAsync(new() { ServiceId = serviceId, VpcEndpointIds = [EndpointId] }, Cancel);

    public async Task<string> ServiceIdAsync() => (await _provider.Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new(), Cancel)).ServiceConfigurations[0].ServiceId;

    public Task SetAttributeAsync(string key, string value) =>
        _provider.Elb.SendAsync(new ModifyTargetGroupAttributes { TargetGroupArn = _targetGroup, Attributes = [new() { Key = key, Value = value }] }, Cancel);

    /// <summary>Registers the echo server, or deregisters it.</summary>
    public Task RegisterAsync(bool isTarget) => isTarget
        ? _provider.Elb.SendAsync(new RegisterTargets { TargetGroupArn = _targetGroup, Targets = [new() { Id = Target }] }, Cancel)
        : _provider.Elb.SendAsync(new DeregisterTargets { TargetGroupArn = _targetGroup, Targets = [new() { Id = Target }] }, Cancel);

    /// <summary>Waits until the echo server is in a state; <c>unused</c> where it is no longer registered.</summary>
    public Task StateAsync(string state) => Eventually.HoldsAsync(async () =>
        (await _provider.Elb.SendAsync(new DescribeTargetHealth { TargetGroupArn = _targetGroup, Targets = [new() { Id = Target }] }, Cancel)).TargetHealthDescriptions[0].TargetHealth!.State == state, $"the echo server to be {state}");

    /// <returns>How many connections through the endpoint are open.</returns>
    public async Task<int> OpenAsync() =>
        (int)(await _region.SendAsync(HttpMethod.Get, "traffic", null))["traffic"]!.AsArray().Single(t => (string)t!["through"]! == EndpointId)!["open"]!;

    /// <summary>Accepted connections say whom they came from; others say why not.</summary>
    public static string Talk(IReadOnlyList<string> machine, string host, int port = Port) => RegionProcess.Run([.. machine, .. Client(host, port, "print <$s>")]).Text.Trim();

    /// <summary>What Perl code prints that finds the connection in <c>$s</c>.</summary>
    public static string Run(IReadOnlyList<string> machine, string host, string talk) => RegionProcess.Run([.. machine, .. Client(host, Port, talk)]).Text.Trim();

    /// <summary>A connection that says one line, prints what comes back, and then waits for its end.</summary>
    public static System.Diagnostics.Process Hold(IReadOnlyList<string> machine, string host) =>
        RegionProcess.Begin([.. machine, .. Client(host, Port, """$| = 1; print scalar <$s>; print $s "ping\n"; print scalar <$s>; $n = sysread($s, $b, 1); print defined $n ? "end\n" : "broken\n" """)]);

    private static string[] Client(string host, int port, string talk) =>
        ["perl", "-MIO::Socket::IP", "-e", $$"""$s = IO::Socket::IP->new(PeerAddr => "{{host}}", PeerPort => {{port}}, Timeout => 3) or do { print "refused: $@"; exit 1 }; $s->autoflush(1); {{(talk.StartsWith("print <", StringComparison.Ordinal) ? "$l = <$s>; print defined $l ? $l : 'refused: closed'" : talk)}}"""];

    private static async Task<(string Vpc, string Subnet)> NetworkAsync(AmazonEC2Client ec2)
    {
        var vpc = (await ec2.CreateVpcAsync(new CreateVpcRequest(Cidr) { AmazonProvidedIpv6CidrBlock = true }, Cancel)).Vpc;
        var ipv6 = vpc.Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock.Replace("/56", "/64", StringComparison.Ordinal);
        return (vpc.VpcId, (await ec2.CreateSubnetAsync(new CreateSubnetRequest(vpc.VpcId, "10.0.0.0/24") { Ipv6CidrBlock = ipv6 }, Cancel)).Subnet.SubnetId);
    }

    private async Task<ServiceConfiguration> ServiceAsync()
    {
        var (vpc, subnet) = await NetworkAsync(_provider.Ec2);
        ProviderVpc = vpc;
        var open = (await _provider.Ec2.CreateSecurityGroupAsync(new() { VpcId = vpc, GroupName = "echo", Description = "d" }, Cancel)).GroupId;
        await _provider.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = open, IpPermissions = [new() { IpProtocol = "tcp", FromPort = 5432, ToPort = 5432, Ipv4Ranges = [new() { CidrIp = Cidr }] }] }, Cancel);
        var node = (await _provider.Ec2.RunInstancesAsync(
            new() { ImageId = "ami-postern", MinCount = 1, MaxCount = 1, SubnetId = subnet, SecurityGroupIds = [open], PrivateIpAddress = Target, UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(Echo)) }, Cancel)).Reservation.Instances[0];
        var loadBalancer = (await _provider.Elb.SendAsync(new CreateLoadBalancer { Name = "echo", Type = "network", Scheme = "internal", IpAddressType = "dualstack", Subnets = [subnet] }, Cancel)).LoadBalancers[0].LoadBalancerArn!;
        var group = (await _provider.Elb.SendAsync(
            new CreateTargetGroup { Name = "echo", Protocol = "TCP", Port = 5432, VpcId = vpc, TargetType = "ip", HealthCheckIntervalSeconds = 5, HealthyThresholdCount = 2 }, Cancel)).TargetGroups[0].TargetGroupArn!;
        await _provider.Elb.SendAsync(new RegisterTargets { TargetGroupArn = group, Targets = [new() { Id = node.PrivateIpAddress }] }, Cancel);
        await _provider.Elb.SendAsync(new CreateListener { LoadBalancerArn = loadBalancer, Protocol = "TCP", Port = Port, DefaultActions = [new() { Type = "forward", TargetGroupArn = group }] }, Cancel);
        var service = (await _provider.Ec2.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [loadBalancer], AcceptanceRequired = false, SupportedIpAddressTypes = ["ipv4", "ipv6"] }, Cancel)).ServiceConfiguration;
        await _provider.Ec2.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = service.ServiceId, AddAllowedPrincipals = ["arn:aws:iam::012345678901:user/mwf"] }, Cancel);
        LoadBalancerIp = (await _provider.Ec2.DescribeNetworkInterfacesAsync(new() { Filters = [new("interface-type", ["network_load_balancer"])] }, Cancel)).NetworkInterfaces[0].PrivateIpAddress;
        _targetGroup = group;
        await StateAsync("healthy");
        return service;
    }

    private async Task ConnectAsync(ServiceConfiguration service, string vpc, string subnet)
    {
        var endpoint = (await _consumer.Ec2.CreateVpcEndpointAsync(
            new()
            {
                VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = vpc, SubnetIds = [subnet], SecurityGroupIds = [ConsumerGroup],
                IpAddressType = IpAddressType.Dualstack, DnsOptions = new() { DnsRecordIpType = DnsRecordIpType.Ipv4 },
            }, Cancel)).VpcEndpoint;
        (EndpointId, Host) = (endpoint.VpcEndpointId, endpoint.DnsEntries[0].DnsName);
        var own = (await _consumer.Ec2.DescribeNetworkInterfacesAsync(new() { NetworkInterfaceIds = endpoint.NetworkInterfaceIds }, Cancel)).NetworkInterfaces[0];
        (EndpointIp, EndpointIpv6) = (own.PrivateIpAddress, own.Ipv6Addresses[0].Ipv6Address);
        await Eventually.HoldsAsync(async () =>
            (await _consumer.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [EndpointId] }, Cancel)).VpcEndpoints[0].State == Amazon.EC2.State.Available, "the endpoint to be available");
    }
}
