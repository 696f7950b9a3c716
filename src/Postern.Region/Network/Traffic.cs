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
internal sealed partial class Traffic(RegionStore store, VpcNetworks networks, TargetHealthBoard health, NetworkFaults faults, TrafficLedger ledger, Relay relay, ILogger<Traffic> logger)
{
    private int _next;
    private volatile bool _isEnding;

    /// <summary>Lets nobody in any more; what is open goes on.</summary>
    public void LetNobodyIn() => _isEnding = true;

    public async Task CarryAsync(Socket client, PortPlan port)
    {
        Socket? upstream = null;
        try
        {
            client.NoDelay = true;
            var state = store.Snapshot;
            var source = (IPEndPoint)client.RemoteEndPoint!;
            if (_isEnding || faults.Current.IsDown(state, port.VpcId, port.Ip) || (networks.HasNamespaces && !Forwarding.IsLetIn(state, port, source.Address)) || state.Find<Listener>(port.ListenerArn) is not { } listener)
            {
                Refuse(client);
                return;
            }

            var group = state.Get<TargetGroup>(listener.TargetGroupArn);
            if (Pick(state, group, port) is not (var target, { } node) || (networks.HasNamespaces && !Forwarding.IsLetInAtTarget(state, group.VpcId, node.PrivateIp, target.Ip, target.Port)))
            {
                Refuse(client);
                return;
            }

            var vpcId = state.Get<LoadBalancer>(port.LoadBalancerArn).VpcId;
            upstream = networks.Bind(vpcId, node.PrivateIp);
            var header = Forwarding.UsesProxyProtocol(group) ? ProxyProtocolV2.Proxy(source, (IPEndPoint)client.LocalEndPoint!, port.EndpointId) : [];
            var options = new RelayOptions { IdleTimeout = Forwarding.IdleTimeout(listener) / faults.Current.IdleSpeed, Delay = faults.Current.Delay, Header = header };
            var joined = relay.Join(client, upstream, new IPEndPoint(networks.AddressOf(vpcId, target.Ip), target.Port), options);
            var flow = new Flow(port, group.Id, target);
            ledger.Begin(joined, flow);
            if (!MayFlow(store.Snapshot, flow))
            {
                joined.Abort();   // what was decided while the other side was opened
            }

            var error = await joined.Completion;
            ledger.End(joined, error == SocketError.Success);
            if (error != SocketError.Success)
            {
                LogUnreachable(target.Ip, target.Port, error);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            LogBroken(e, port.Ip, port.Port);
            Refuse(client);
            upstream?.Dispose();
        }
    }

    /// <summary>Cuts what may no longer flow: connections of endpoints that were rejected or deleted, to targets that are gone, and where the network fails.</summary>
    public void Cut(RegionState state)
    {
        foreach (var (connection, _) in ledger.Open.Where(o => !MayFlow(state, o.Value)))
        {
            connection.Abort();
        }
    }

    /// <summary>Resets what is open now, and leaves what comes after.</summary>
    /// <param name="endpointId">Whose connections; null for everybody's.</param>
    /// <returns>How many they were.</returns>
    public int CutAll(string? endpointId)
    {
        var open = ledger.Open.Where(o => endpointId is null || o.Value.Port.EndpointId == endpointId).ToList();
        open.ForEach(o => o.Key.Abort());
        return open.Count;
    }

    private bool MayFlow(RegionState state, Flow flow) =>
        (flow.Port.EndpointId is null || state.Find<VpcEndpoint>(flow.Port.EndpointId) is { CarriesTraffic: true })
        && state.Find<LoadBalancer>(flow.Port.LoadBalancerArn) is { } loadBalancer
        && !IsTargetGone(state, flow.TargetGroupArn, flow.Target)
        && !IsTargetIll(state, loadBalancer, flow)
        && (faults.Current.IsNone || !(faults.Current.IsDown(state, flow.Port.VpcId, flow.Port.Ip) || faults.Current.IsDown(state, loadBalancer.VpcId, flow.Target.Ip)));

    // Established connections outlive a deregistered target unless the group says otherwise.
    private static bool IsTargetGone(RegionState state, string groupArn, Target target) =>
        state.Find<TargetGroup>(groupArn) is not { } group
        || (group.Attributes.GetValueOrDefault(TargetGroup.ConnectionTermination) == "true" && !group.Targets.Exists(t => t.Ip == target.Ip && t.Port == target.Port));

    private bool IsTargetIll(RegionState state, LoadBalancer loadBalancer, Flow flow) =>
        state.Find<TargetGroup>(flow.TargetGroupArn) is { } group && loadBalancer.Nodes.Find(n => n.ZoneId == flow.Port.ZoneId) is { } node
        && Forwarding.IsEnded(group, loadBalancer, node, flow.Target, health);

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
        if (loadBalancer.Nodes.Find(n => n.ZoneId == port.ZoneId) is not { } node)
        {
            return null;
        }

        var candidates = Forwarding.Candidates(group, loadBalancer, node, health).Where(t => !faults.Current.IsDown(state, loadBalancer.VpcId, t.Ip)).ToList();
        return candidates.Count > 0
            ? (candidates[(int)((uint)Interlocked.Increment(ref _next) % (uint)candidates.Count)], node)
            : null;
    }

    [LoggerMessage(LogLevel.Debug, "A connection on {Ip}:{Port} broke before it was joined")]
    private partial void LogBroken(Exception e, string ip, int port);

    [LoggerMessage(LogLevel.Information, "Target {Ip}:{Port} could not be reached: {Reason}")]
    private partial void LogUnreachable(string ip, int port, SocketError reason);
}
