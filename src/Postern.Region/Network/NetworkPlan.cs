using System.Collections.Immutable;
using System.Net;
using Postern.Region.Elb;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>A port that should take connections, and the load balancer in a zone that they are for.</summary>
/// <param name="VpcId">Where it listens.</param>
/// <param name="EndpointId">Set where it is an endpoint's network interface, which then stands in the consumer's VPC.</param>
internal sealed record PortPlan(string VpcId, string Ip, int Port, string ListenerArn, string LoadBalancerArn, string ZoneId, string? EndpointId);

/// <summary>A target that should be checked, and the load balancer's node that checks it.</summary>
internal sealed record CheckPlan(string VpcId, LoadBalancerNode Node, string TargetGroupArn, string Ip, int Port, HealthCheck HealthCheck, bool ProxyProtocol);

/// <summary>What the network should look like. Pure: the same state gives the same plan.</summary>
internal sealed record NetworkPlan(
    IReadOnlyDictionary<string, IReadOnlySet<string>> AddressesByVpc,
    ImmutableHashSet<PortPlan> Ports,
    ImmutableHashSet<CheckPlan> Checks,
    ImmutableSortedDictionary<string, Instance> Instances,
    ImmutableHashSet<PeeringPlan> Peerings)
{
    /// <summary>The resolver's second address, the same in every VPC.</summary>
    public const string LinkLocalResolver = "169.254.169.253";

    /// <param name="hasNamespaces">Whether VPCs are namespaces; otherwise there is nothing in them to make but ports.</param>
    public static NetworkPlan Of(RegionState state, bool hasNamespaces = true)
    {
        var instances = state.All<Instance>().Where(i => i.IsUp).ToImmutableSortedDictionary(i => i.Id, i => i);
        var services = state.All<EndpointService>().SelectMany(s => s.LoadBalancerArns, (service, arn) => (arn, service.Id)).ToLookup(s => s.arn, s => s.Id);
        var endpoints = state.All<VpcEndpoint>().Where(e => e.CarriesTraffic).ToLookup(e => e.ServiceId);
        var ports = state.All<Listener>().SelectMany(l => PortsOf(state, l, services[l.LoadBalancerArn].SelectMany(s => endpoints[s]))).ToImmutableHashSet();
        return new NetworkPlan(hasNamespaces ? Addresses(state, instances.Values) : new Dictionary<string, IReadOnlySet<string>>(), ports, [.. state.All<Listener>().SelectMany(l => ChecksOf(state, l))], instances, Joined(state));
    }

    // A VPC takes shape when the first address in it is used.
    private static Dictionary<string, IReadOnlySet<string>> Addresses(RegionState state, IEnumerable<Instance> instances)
    {
        var held = state.All<NetworkInterface>().Where(i => i.IsRequesterManaged).SelectMany(i => Both(i.PrivateIp, i.Ipv6), (i, ip) => (i.VpcId, Ip: ip)).ToLookup(i => i.VpcId, i => i.Ip);
        var used = held.Select(v => v.Key).Concat(instances.Select(i => i.VpcId)).Distinct();
        return used.ToDictionary(v => v, IReadOnlySet<string> (v) => held[v].Append(state.Get<Vpc>(v).Resolver.ToString()).Append(LinkLocalResolver).ToHashSet(StringComparer.Ordinal));
    }

    private static ImmutableHashSet<PeeringPlan> Joined(RegionState state) =>
    [
        .. from peering in state.All<PeeringConnection>()
           where peering.State == PeeringConnection.Active
           select new PeeringPlan(peering.Id, peering.Requester.VpcId, IPNetwork.Parse(peering.Requester.Cidr), peering.Accepter.VpcId, IPNetwork.Parse(peering.Accepter.Cidr)),
    ];

    private static IEnumerable<PortPlan> PortsOf(RegionState state, Listener listener, IEnumerable<VpcEndpoint> endpoints)
    {
        var loadBalancer = state.Get<LoadBalancer>(listener.LoadBalancerArn);
        if (!loadBalancer.CarriesTraffic)
        {
            return [];
        }

        var nodes = from node in loadBalancer.Nodes
                    from ip in Both(node.PrivateIp, node.Ipv6)
                    select new PortPlan(loadBalancer.VpcId, ip, listener.Port, listener.Id, loadBalancer.Id, node.ZoneId, null);
        var connected = from endpoint in endpoints
                        from networkInterface in endpoint.NetworkInterfaceIds.Select(state.Get<NetworkInterface>)
                        let zone = state.Get<Subnet>(networkInterface.SubnetId).ZoneId
                        where loadBalancer.Nodes.Exists(n => n.ZoneId == zone) && EndpointPins.Of(state, state.Get<EndpointService>(endpoint.ServiceId), networkInterface) == loadBalancer.Id
                        from ip in Both(networkInterface.PrivateIp, networkInterface.Ipv6)
                        select new PortPlan(endpoint.VpcId, ip, listener.Port, listener.Id, loadBalancer.Id, zone, endpoint.Id);
        return nodes.Concat(connected);
    }

    private static string[] Both(string ip, string? ipv6) => ipv6 is null ? [ip] : [ip, ipv6];

    private static IEnumerable<CheckPlan> ChecksOf(RegionState state, Listener listener)
    {
        var loadBalancer = state.Get<LoadBalancer>(listener.LoadBalancerArn);
        var targetGroup = state.Get<TargetGroup>(listener.TargetGroupArn);
        if (!loadBalancer.CarriesTraffic || !targetGroup.HealthCheck.Enabled)
        {
            return [];
        }

        // Each node goes by what it finds itself.
        return from target in targetGroup.Targets
               where target.DrainingUntil is null
               from node in TargetReach.NodesOf(loadBalancer, targetGroup, target)
               select new CheckPlan(loadBalancer.VpcId, node, targetGroup.Id, target.Ip, target.Port, targetGroup.HealthCheck, Forwarding.UsesProxyProtocol(targetGroup));
    }
}
