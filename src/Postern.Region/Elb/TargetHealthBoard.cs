using System.Collections.Concurrent;
using Postern.Region.State;

namespace Postern.Region.Elb;

/// <summary>What each node's health checks found, for the API and for the nodes' choice of targets.</summary>
internal sealed class TargetHealthBoard
{
    private readonly ConcurrentDictionary<(string TargetGroupArn, string NodeId, string Ip, int Port), TargetHealth> _found = new();

    /// <param name="nodeId">The id of the node's network interface.</param>
    public void Report(string targetGroupArn, string nodeId, string ip, int port, TargetHealth health) => _found[(targetGroupArn, nodeId, ip, port)] = health;

    public void Forget(string targetGroupArn, string nodeId, string ip, int port) => _found.TryRemove((targetGroupArn, nodeId, ip, port), out _);

    /// <summary>What one node goes by.</summary>
    public TargetHealth Of(TargetGroup group, LoadBalancerNode node, Target target) =>
        group.HealthCheck.Enabled ? _found.GetValueOrDefault((group.Id, node.NetworkInterfaceId, target.Ip, target.Port), TargetHealth.Registering) : TargetHealth.Unchecked;

    /// <summary>What the API says: the nodes agree, AWS calls it consensus, and half of them are enough for a target to be healthy.</summary>
    public TargetHealth Of(RegionState state, TargetGroup group, Target target)
    {
        if (target.DrainingUntil is not null)
        {
            return TargetHealth.Draining;
        }

        var loadBalancers = state.ListenersTo(group).Select(l => state.Find<LoadBalancer>(l.LoadBalancerArn)).OfType<LoadBalancer>().Where(l => l.CarriesTraffic).Distinct().ToList();
        if (loadBalancers.Count == 0)
        {
            return TargetHealth.NotInUse;
        }

        var found = loadBalancers.SelectMany(l => TargetReach.NodesOf(l, group, target)).Select(n => Of(group, n, target)).ToList();
        return found.Count == 0 ? TargetHealth.ZoneNotEnabled
            : found.Count(f => f == TargetHealth.Healthy) * 2 >= found.Count ? TargetHealth.Healthy
            : found.Find(f => f.State is "initial" or "unavailable") ?? found.First(f => f != TargetHealth.Healthy);
    }
}
