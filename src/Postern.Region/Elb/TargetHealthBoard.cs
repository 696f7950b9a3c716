using System.Collections.Concurrent;
using Postern.Region.State;

namespace Postern.Region.Elb;

/// <summary>What each node's health checks found, for the API and for the nodes' choice of targets.</summary>
internal sealed class TargetHealthBoard(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string TargetGroupArn, string NodeId, string Ip, int Port), (TargetHealth Health, DateTimeOffset Since)> _found = new();

    /// <summary>Raised when a node finds that a target is no longer well, on the thread that found it.</summary>
    public event Action? Worsened;

    /// <param name="nodeId">The id of the node's network interface.</param>
    public void Report(string targetGroupArn, string nodeId, string ip, int port, TargetHealth health)
    {
        var (before, now) = (_found.GetValueOrDefault((targetGroupArn, nodeId, ip, port)), clock.GetUtcNow());
        var worsens = health.State == TargetHealth.Unhealthy && before.Health?.State != TargetHealth.Unhealthy;
        _found[(targetGroupArn, nodeId, ip, port)] = (health, worsens ? now : before.Since);
        if (worsens)
        {
            Worsened?.Invoke();
        }
    }

    public void Forget(string targetGroupArn, string nodeId, string ip, int port) => _found.TryRemove((targetGroupArn, nodeId, ip, port), out _);

    /// <summary>What one node goes by.</summary>
    public TargetHealth Of(TargetGroup group, LoadBalancerNode node, Target target) =>
        !group.HealthCheck.Enabled ? TargetHealth.Unchecked
        : !_found.TryGetValue((group.Id, node.NetworkInterfaceId, target.Ip, target.Port), out var found) ? TargetHealth.Registering
        : found.Health.State == TargetHealth.Unhealthy && clock.GetUtcNow() - found.Since < group.UnhealthyDrainsFor ? found.Health with { State = "unhealthy.draining" }
        : found.Health;

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
