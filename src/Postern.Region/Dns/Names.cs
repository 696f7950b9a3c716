using System.Net;
using System.Text.RegularExpressions;
using Postern.Region.Ec2;
using Postern.Region.Elb;
using Postern.Region.State;

namespace Postern.Region.Dns;

/// <summary>What the names of endpoints and load balancers lead to. Pure.</summary>
/// <param name="VpcId">Whose resolver is asked; null for the public DNS, which knows no private names.</param>
internal sealed partial record Names(RegionState State, TargetHealthBoard Health, string? VpcId)
{
    /// <summary>Where an address of a VPC is for who asks.</summary>
    public Func<string, string, IPAddress> AddressOf { get; init; } = (_, ip) => IPAddress.Parse(ip);

    /// <summary>Which of several addresses comes first; another with each query, so that clients spread over the zones.</summary>
    public int Turn { get; init; }

    /// <summary>The addresses of a name that AWS itself gives out, of both families; null where there is no such name.</summary>
    public IReadOnlyList<IPAddress>? Find(string name)
    {
        var found = FindInOrder(name);
        return found is null || found.Count < 2 ? found : [.. found[(Turn % found.Count)..], .. found[..(Turn % found.Count)]];
    }

    private List<IPAddress>? FindInOrder(string name)
    {
        if (FindPrivate(name) is { } own)
        {
            return own;
        }

        if (EndpointName().Match(name) is { Success: true } match)
        {
            return State.Find<VpcEndpoint>(match.Groups["id"].Value) is { } endpoint ? OfEndpoint(endpoint, name) : null;
        }

        return name.EndsWith(".amazonaws.com", StringComparison.Ordinal) && name.Contains(".elb.", StringComparison.Ordinal)
            ? State.All<LoadBalancer>().Select(l => OfLoadBalancer(l, name)).FirstOrDefault(a => a is not null)
            : null;
    }

    /// <summary>
    /// The addresses of the endpoints of a VPC that have taken a service's private name, which may stand for all names below a domain; null where there is none.
    /// The name that says more wins. https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
    /// </summary>
    private List<IPAddress>? FindPrivate(string name)
    {
        if (VpcId is null || State.Find<Vpc>(VpcId) is not { DnsHostnames: true })
        {
            return null;
        }

        var named = from endpoint in State.All<VpcEndpoint>()
                    where endpoint.VpcId == VpcId && endpoint.PrivateDnsEnabled && endpoint.State is VpcEndpoint.Available or VpcEndpoint.Pending
                    let service = State.Get<EndpointService>(endpoint.ServiceId)
                    where service.PrivateDnsState == EndpointService.Verified && Covers(service.PrivateDnsName!, name)
                    orderby service.PrivateDnsName == name descending, service.PrivateDnsName!.Length descending
                    select endpoint;
        return named.FirstOrDefault() is { } owner ? OfEndpoint(owner, EndpointActions.DnsName(owner)) : null;
    }

    private static bool Covers(string privateName, string name) =>
        name == privateName || (privateName.StartsWith("*.", StringComparison.Ordinal) && name.Length > privateName.Length - 1 && name.EndsWith(privateName[1..], StringComparison.Ordinal));

    // The regional name has the zones that are well, a zonal one its own, well or not: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
    private List<IPAddress>? OfEndpoint(VpcEndpoint endpoint, string name)
    {
        var interfaces = endpoint.NetworkInterfaceIds.Select(State.Get<NetworkInterface>).ToList();
        if (name == EndpointActions.DnsName(endpoint))
        {
            var well = interfaces.FindAll(i => IsWell(endpoint, i));
            return [.. (well.Count > 0 ? well : interfaces).SelectMany(i => AddressesOf(endpoint, i))];
        }

        return interfaces.Find(i => name == EndpointActions.DnsName(endpoint, State.Get<Subnet>(i.SubnetId).Zone)) is { } zonal ? AddressesOf(endpoint, zonal) : null;
    }

    private List<IPAddress> AddressesOf(VpcEndpoint endpoint, NetworkInterface networkInterface) =>
    [
        .. AddressesOf(endpoint.VpcId, endpoint.DnsRecordIpType == AddressType.IPv6 ? null : networkInterface.PrivateIp, endpoint.DnsRecordIpType == AddressType.IPv4 ? null : networkInterface.Ipv6),
    ];

    private IEnumerable<IPAddress> AddressesOf(string vpcId, string? ip, string? ipv6) => new[] { ip, ipv6 }.OfType<string>().Select(a => AddressOf(vpcId, a));

    // A service may be gone while an endpoint that it rejected is still there.
    private bool IsWell(VpcEndpoint endpoint, NetworkInterface networkInterface) =>
        State.Find<EndpointService>(endpoint.ServiceId) is { } service && EndpointPins.Of(State, service, networkInterface) is { } arn
        && HealthyZones.NodesOf(State, State.Get<LoadBalancer>(arn), Health).Any(n => n.ZoneId == State.Get<Subnet>(networkInterface.SubnetId).ZoneId);

    private List<IPAddress>? OfLoadBalancer(LoadBalancer loadBalancer, string name) =>
        name == loadBalancer.DnsName ? [.. HealthyZones.NodesOf(State, loadBalancer, Health).SelectMany(n => AddressesOf(loadBalancer.VpcId, n.PrivateIp, n.Ipv6))]
        : loadBalancer.Nodes.Find(n => name == $"{n.Zone}.{loadBalancer.DnsName}") is { } node ? [.. AddressesOf(loadBalancer.VpcId, node.PrivateIp, node.Ipv6)]
        : null;

    [GeneratedRegex(@"^(?<id>vpce-[0-9a-f]{17})-[a-z0-9]{8}(-[a-z0-9-]+)?\.vpce-svc-[0-9a-f]{17}\.[a-z0-9-]+\.vpce\.amazonaws\.com\z")]
    private static partial Regex EndpointName();
}
