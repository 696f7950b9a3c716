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

    /// <summary>
    /// Whether the security groups on the way let a connection through: out of the client, where it is an instance, in at the endpoint's interface, and in at the load balancer where it has any
    /// and they count.
    /// </summary>
    public static bool IsLetIn(RegionState state, PortPlan port, IPAddress source)
    {
        if (InterfaceAt(state, port.VpcId, source.ToString()) is { } client && !LetOut(state, client.GroupIds, port.VpcId, port.Ip, port.Port))
        {
            return false;
        }

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
    /// The targets that a node may send to: those that it found healthy in its zone, in all zones with cross-zone on, and where none is healthy all of them (fail-open).
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
    /// </summary>
    public static IReadOnlyList<Target> Candidates(TargetGroup group, LoadBalancer loadBalancer, LoadBalancerNode node, TargetHealthBoard health)
    {
        var reachable = group.Targets.FindAll(t => t.DrainingUntil is null && TargetReach.NodesOf(loadBalancer, group, t).Contains(node));
        var healthy = reachable.FindAll(t => health.Of(group, node, t).State is "healthy" or "unavailable");
        return healthy.Count > 0 ? healthy : reachable;
    }

    /// <summary>Whether the security groups of the load balancer, if it has any, let its node out to a target, and those of the instance that is the target, if it is one, let the node in.</summary>
    public static bool IsLetInAtTarget(RegionState state, string vpcId, string nodeIp, string targetIp, int port) =>
        (InterfaceAt(state, vpcId, nodeIp) is not { GroupIds.Count: > 0 } node || LetOut(state, node.GroupIds, vpcId, targetIp, port))
        && (InterfaceAt(state, vpcId, targetIp) is not { } target || LetIn(state, target.GroupIds, vpcId, IPAddress.Parse(nodeIp), port));

    /// <summary>Whether connections to a target are ended because a node found it unhealthy; they stay where it finds none of the others well, because new ones would go there too.</summary>
    public static bool IsEnded(TargetGroup group, LoadBalancer loadBalancer, LoadBalancerNode node, Target target, TargetHealthBoard health) =>
        group.EndsUnhealthy && health.Of(group, node, target).State == TargetHealth.Unhealthy && !Candidates(group, loadBalancer, node, health).Contains(target);

    private static NetworkInterface? InterfaceAt(RegionState state, string vpcId, string ip) => state.Keyed<NetworkInterface>(NetworkInterface.At(vpcId, ip)).FirstOrDefault();

    private static bool LetOut(RegionState state, IEnumerable<string> groupIds, string vpcId, string destination, int port) =>
        SecurityGroupRules.LetOut(groupIds.Select(g => state.Find<SecurityGroup>(g)).OfType<SecurityGroup>(), IPAddress.Parse(destination), InterfaceAt(state, vpcId, destination)?.GroupIds ?? [], port);

    private static bool LetIn(RegionState state, IEnumerable<string> groupIds, string vpcId, IPAddress source, int port)
    {
        var groups = groupIds.Select(g => state.Find<SecurityGroup>(g)).OfType<SecurityGroup>().ToList();
        var asksWho = groups.Exists(g => g.Rules.Exists(r => r.GroupId is not null));
        return SecurityGroupRules.LetIn(groups, source, (asksWho ? InterfaceAt(state, vpcId, source.ToString())?.GroupIds : null) ?? [], port);
    }
}
