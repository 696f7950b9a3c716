using System.Net;
using System.Text.RegularExpressions;
using Postern.Region.Ec2;
using Postern.Region.State;

namespace Postern.Region.Dns;

/// <summary>What the names of endpoints and load balancers lead to. Pure.</summary>
internal static partial class Names
{
    /// <summary>The addresses of a name that AWS itself gives out; null where there is no such name.</summary>
    public static IReadOnlyList<IPAddress>? Find(RegionState state, string name)
    {
        if (EndpointName().Match(name) is { Success: true } match)
        {
            return state.Find<VpcEndpoint>(match.Groups["id"].Value) is { } endpoint ? OfEndpoint(state, endpoint, name) : null;
        }

        return name.EndsWith(".amazonaws.com", StringComparison.Ordinal) && name.Contains(".elb.", StringComparison.Ordinal)
            ? state.All<LoadBalancer>().Select(l => OfLoadBalancer(l, name)).FirstOrDefault(a => a is not null)
            : null;
    }

    /// <summary>
    /// The addresses of the endpoints of a VPC that have taken a service's private name, which may stand for all names below a domain; null where there is none.
    /// The name that says more wins. https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
    /// </summary>
    public static IReadOnlyList<IPAddress>? FindPrivate(RegionState state, string vpcId, string name)
    {
        if (state.Find<Vpc>(vpcId) is not { DnsHostnames: true })
        {
            return null;
        }

        var named = from endpoint in state.All<VpcEndpoint>()
                    where endpoint.VpcId == vpcId && endpoint.PrivateDnsEnabled && endpoint.State is VpcEndpoint.Available or VpcEndpoint.Pending
                    let service = state.Get<EndpointService>(endpoint.ServiceId)
                    where service.PrivateDnsState == EndpointService.Verified && Covers(service.PrivateDnsName!, name)
                    orderby service.PrivateDnsName == name descending, service.PrivateDnsName!.Length descending
                    select endpoint;
        return named.FirstOrDefault() is { } owner ? OfEndpoint(state, owner, EndpointActions.DnsName(owner)) : null;
    }

    private static bool Covers(string privateName, string name) =>
        name == privateName || (privateName.StartsWith("*.", StringComparison.Ordinal) && name.Length > privateName.Length - 1 && name.EndsWith(privateName[1..], StringComparison.Ordinal));

    // The regional name has all zones, a zonal one its own: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
    private static List<IPAddress>? OfEndpoint(RegionState state, VpcEndpoint endpoint, string name)
    {
        var interfaces = endpoint.NetworkInterfaceIds.Select(state.Get<NetworkInterface>).ToList();
        var wanted = name == EndpointActions.DnsName(endpoint) ? interfaces
            : interfaces.FindAll(i => name == EndpointActions.DnsName(endpoint, state.Get<Subnet>(i.SubnetId).Zone));
        return wanted.Count == 0 && name != EndpointActions.DnsName(endpoint) ? null : [.. wanted.Select(i => IPAddress.Parse(i.PrivateIp))];
    }

    private static List<IPAddress>? OfLoadBalancer(LoadBalancer loadBalancer, string name) =>
        name == loadBalancer.DnsName ? [.. loadBalancer.Nodes.Select(n => IPAddress.Parse(n.PrivateIp))]
        : loadBalancer.Nodes.Find(n => name == $"{n.Zone}.{loadBalancer.DnsName}") is { } node ? [IPAddress.Parse(node.PrivateIp)]
        : null;

    [GeneratedRegex(@"^(?<id>vpce-[0-9a-f]{17})-[a-z0-9]{8}(-[a-z0-9-]+)?\.vpce-svc-[0-9a-f]{17}\.[a-z0-9-]+\.vpce\.amazonaws\.com\z")]
    private static partial Regex EndpointName();
}
