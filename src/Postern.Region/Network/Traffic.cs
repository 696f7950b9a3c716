using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Postern.Region.Elb;
using Postern.Region.Relays;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>
/// Connections through load balancers: lets each in or refuses it, picks a target, opens the other side from the load balancer's own address, and joins the two.
/// The relay is the only bridge between VPCs.
/// </summary>
internal sealed partial class Traffic(RegionStore store, VpcNetworks networks, TargetHealthBoard health, Relay relay, ILogger<Traffic> logger)
{
    private readonly ConcurrentDictionary<RelayConnection, (PortPlan Port, string TargetGroupArn, Target Target)> _open = new();
    private int _next;

    public async Task CarryAsync(Socket client, PortPlan port)
    {
        Socket? upstream = null;
        try
        {
            client.NoDelay = true;
            var state = store.Snapshot;
            var source = (IPEndPoint)client.RemoteEndPoint!;
            if (!Forwarding.IsLetIn(state, port, source.Address) || state.Find<Listener>(port.ListenerArn) is not { } listener)
            {
                Refuse(client);
                return;
            }

            var group = state.Get<TargetGroup>(listener.TargetGroupArn);
            if (Pick(state, group, port) is not (var target, { } node))
            {
                Refuse(client);
                return;
            }

            upstream = networks.Bind(state.Get<LoadBalancer>(port.LoadBalancerArn).VpcId, node.PrivateIp);

            var header = Forwarding.UsesProxyProtocol(group) ? ProxyProtocolV2.Proxy(source, (IPEndPoint)client.LocalEndPoint!, port.EndpointId) : [];
            var options = new RelayOptions { IdleTimeout = Forwarding.IdleTimeout(listener), Header = header };
            var joined = relay.Join(client, upstream, new IPEndPoint(IPAddress.Parse(target.Ip), target.Port), options);
            _open[joined] = (port, group.Id, target);
            if (!MayFlow(store.Snapshot, port, group.Id, target))
            {
                joined.Abort();   // what was decided while the other side was opened
            }

            if (await joined.Completion is var error and not SocketError.Success)
            {
                LogUnreachable(target.Ip, target.Port, error);
            }

            _open.TryRemove(joined, out _);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            LogBroken(e, port.Ip, port.Port);
            Refuse(client);
            upstream?.Dispose();
        }
    }

    /// <summary>Cuts what may no longer flow: connections of endpoints that were rejected or deleted, and to targets that are gone.</summary>
    public void Cut(RegionState state)
    {
        foreach (var (connection, (port, groupArn, target)) in _open)
        {
            if (!MayFlow(state, port, groupArn, target))
            {
                connection.Abort();
            }
        }
    }

    private static bool MayFlow(RegionState state, PortPlan port, string groupArn, Target target) =>
        (port.EndpointId is null || state.Find<VpcEndpoint>(port.EndpointId) is { CarriesTraffic: true })
        && state.Find<LoadBalancer>(port.LoadBalancerArn) is not null
        && !IsTargetGone(state, groupArn, target);

    // Established connections outlive a deregistered target unless the group says otherwise.
    private static bool IsTargetGone(RegionState state, string groupArn, Target target) =>
        state.Find<TargetGroup>(groupArn) is not { } group
        || (group.Attributes.GetValueOrDefault(TargetGroup.ConnectionTermination) == "true" && !group.Targets.Exists(t => t.Ip == target.Ip && t.Port == target.Port));

    // A client sees a reset, where AWS would let it run into its own time-out.
    private static void Refuse(Socket client)
    {
        try
        {
            client.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }

        client.Dispose();
    }

    /// <summary>Whom a connection goes to, and the node that it comes from; null where there is no target.</summary>
    private (Target Target, LoadBalancerNode Node)? Pick(RegionState state, TargetGroup group, PortPlan port)
    {
        var loadBalancer = state.Get<LoadBalancer>(port.LoadBalancerArn);
        var candidates = Forwarding.Candidates(state, group, loadBalancer, port.ZoneId, health);
        return loadBalancer.Nodes.Find(n => n.ZoneId == port.ZoneId) is { } node && candidates.Count > 0
            ? (candidates[(int)((uint)Interlocked.Increment(ref _next) % (uint)candidates.Count)], node)
            : null;
    }

    [LoggerMessage(LogLevel.Debug, "A connection on {Ip}:{Port} broke before it was joined")]
    private partial void LogBroken(Exception e, string ip, int port);

    [LoggerMessage(LogLevel.Information, "Target {Ip}:{Port} could not be reached: {Reason}")]
    private partial void LogUnreachable(string ip, int port, SocketError reason);
}
