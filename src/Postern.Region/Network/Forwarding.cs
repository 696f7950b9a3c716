using System.Globalization;
using System.Net;
using Postern.Region.Ec2;
using Postern.Region.Elb;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>A load balancer's decisions about one connection. Pure.</summary>
internal static class Forwarding
{
    public static bool UsesProxyProtocol(TargetGroup group) => group.Attributes.GetValueOrDefault(TargetGroup.ProxyProtocolV2) == "true";

    public static TimeSpan IdleTimeout(Listener listener) => TimeSpan.FromSeconds(int.Parse(listener.Attributes[Listener.IdleTimeout], CultureInfo.InvariantCulture));

    /// <summary>Whether the security groups on the way let a connection in: the endpoint's on its interface, and the load balancer's where it has any and they count.</summary>
    public static bool IsLetIn(RegionState state, PortPlan port, IPAddress source)
    {
        if (state.Find<VpcEndpoint>(port.EndpointId) is { } endpoint && !LetIn(state, endpoint.GroupIds, endpoint.VpcId, source, port.Port))
        {
            return false;
        }

        return state.Find<LoadBalancer>(port.LoadBalancerArn) is { } loadBalancer
            && (loadBalancer.GroupIds.Count == 0
                || (port.EndpointId is not null && loadBalancer.EnforcesInboundRulesOnPrivateLink == "off")
                || LetIn(state, loadBalancer.GroupIds, port.VpcId, source, port.Port));
    }

    /// <summary>
    /// The targets that a node may send to: the healthy ones of its zone, of all zones with cross-zone on, and where none is healthy all of them (fail-open).
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
    /// </summary>
    public static IReadOnlyList<Target> Candidates(RegionState state, TargetGroup group, LoadBalancer loadBalancer, string zoneId, TargetHealthBoard health)
    {
        var crossZone = group.Attributes.GetValueOrDefault(TargetGroup.CrossZone) switch { "true" => true, "false" => false, _ => loadBalancer.IsCrossZone };
        var zone = loadBalancer.Nodes.Find(n => n.ZoneId == zoneId)?.Zone;
        var reachable = group.Targets.FindAll(t => t.DrainingUntil is null && (crossZone || t.Zone == zone || t.Zone == "all"));
        var healthy = reachable.FindAll(t => health.Of(state, group, t).State is "healthy" or "unavailable");
        return healthy.Count > 0 ? healthy : reachable;
    }

    private static bool LetIn(RegionState state, IEnumerable<string> groupIds, string vpcId, IPAddress source, int port)
    {
        var text = source.ToString();
        var groupsOfSource = state.All<NetworkInterface>().FirstOrDefault(i => i.VpcId == vpcId && i.PrivateIp == text)?.GroupIds ?? [];
        return SecurityGroupRules.LetIn(groupIds.Select(g => state.Find<SecurityGroup>(g)).OfType<SecurityGroup>(), source, groupsOfSource, port);
    }
}
