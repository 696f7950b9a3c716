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
