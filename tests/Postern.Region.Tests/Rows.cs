using Postern.Region.State;

namespace Postern.Region.Tests;

/// <summary>Rows for tests of what is pure: provider VPC <c>vpc-p</c> with load balancer <c>lb</c> in zones a and b, consumer VPC <c>vpc-c</c> with endpoint <c>vpce-1</c> in zone a.</summary>
internal static class Rows
{
    public static RegionState State(params IEnumerable<Resource> rows) => rows.Aggregate(RegionState.Empty, (s, r) => s.With(r));

    /// <summary>All of the below.</summary>
    public static RegionState Whole => State(Vpc("vpc-p"), Vpc("vpc-c"), Subnet("subnet-a", "vpc-p", "a"), Subnet("subnet-b", "vpc-p", "b"), Subnet("subnet-c", "vpc-c", "a"),
        Eni("eni-a", "vpc-p", "subnet-a", "10.0.0.10", NetworkInterface.OfLoadBalancer), Eni("eni-b", "vpc-p", "subnet-b", "10.0.1.10", NetworkInterface.OfLoadBalancer),
        Eni("eni-c", "vpc-c", "subnet-c", "10.0.0.10", NetworkInterface.OfEndpoint), LoadBalancer(), TargetGroup(), Listener(), Service(), Endpoint());

    public static Vpc Vpc(string id) => new() { Id = id, Account = "1", Region = "eu-west-1", Cidr = "10.0.0.0/16" };

    public static Subnet Subnet(string id, string vpc, string zone) =>
        new() { Id = id, Account = "1", Region = "eu-west-1", VpcId = vpc, Zone = "eu-west-1" + zone, ZoneId = "euw1-az" + (zone[0] - 'a' + 1), Cidr = $"10.0.{zone[0] - 'a'}.0/24" };

    public static NetworkInterface Eni(string id, string vpc, string subnet, string ip, string type, params string[] groups) =>
        new() { Id = id, Account = "1", Region = "eu-west-1", VpcId = vpc, SubnetId = subnet, PrivateIp = ip, Type = type, Description = "", Owner = "x", GroupIds = [.. groups] };

    public static LoadBalancer LoadBalancer() => new()
    {
        Id = "lb", Account = "1", Region = "eu-west-1", Name = "lb", Scheme = "internal", VpcId = "vpc-p", State = Postern.Region.State.LoadBalancer.Active, DnsName = "lb-1.elb.eu-west-1.amazonaws.com", CreatedAt = default,
        Nodes = [new("subnet-a", "eu-west-1a", "euw1-az1", "eni-a", "10.0.0.10"), new("subnet-b", "eu-west-1b", "euw1-az2", "eni-b", "10.0.1.10")],
    };

    public static TargetGroup TargetGroup() => new()
    {
        Id = "tg", Account = "1", Region = "eu-west-1", Name = "tg", Protocol = "TCP", Port = 5432, VpcId = "vpc-p", TargetType = "ip", HealthCheck = Check,
        Targets = [new("10.0.0.20", 5432, "eu-west-1a"), new("10.0.0.21", 5432, "eu-west-1a"), new("10.0.1.20", 5432, "eu-west-1b")],
    };

    public static HealthCheck Check { get; } = new(true, "TCP", "traffic-port", null, 30, 10, 3, 2, null);

    public static Listener Listener() => new() { Id = "listener", Account = "1", Region = "eu-west-1", LoadBalancerArn = "lb", Port = 15432, Protocol = "TCP", TargetGroupArn = "tg" };

    public static EndpointService Service() => new() { Id = "vpce-svc-1", Account = "1", Region = "eu-west-1", Name = "svc", State = EndpointService.Available, LoadBalancerArns = ["lb"], ZoneIds = ["euw1-az1", "euw1-az2"] };

    public static VpcEndpoint Endpoint(string state = VpcEndpoint.Available) => new()
    {
        Id = "vpce-0123456789abcdef0", Account = "2", Region = "eu-west-1", VpcId = "vpc-c", ServiceId = "vpce-svc-1", ServiceName = "svc", State = state, SubnetIds = ["subnet-c"], GroupIds = ["sg-e"],
        NetworkInterfaceIds = ["eni-c"], DnsSuffix = "abcd1234", ConnectionId = "vpce-con-1", CreatedAt = default,
    };

    public static Instance Instance(string state) => new()
    {
        Id = "i-0123456789abcdef0", Account = "1", Region = "eu-west-1", VpcId = "vpc-p", SubnetId = "subnet-a", NetworkInterfaceId = "eni-i", PrivateIp = "10.0.0.20", ImageId = "ami-postern", InstanceType = "t", State = state, LaunchedAt = default,
    };

    /// <summary>A group that lets everything out.</summary>
    public static SecurityGroup Group(string id, params SecurityGroupRule[] rules) =>
        new() { Id = id, Account = "2", Region = "eu-west-1", VpcId = "vpc-c", Name = id, Description = "", Rules = [.. rules, new() { Id = "sgr-out", IsEgress = true, Protocol = "-1", CidrIpv4 = "0.0.0.0/0" }] };

    public static SecurityGroupRule From(string? cidr = null, string? group = null, int port = 15432) =>
        new() { Id = "sgr", IsEgress = false, Protocol = "tcp", FromPort = port, ToPort = port, CidrIpv4 = cidr, GroupId = group };
}
