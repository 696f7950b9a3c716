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
internal sealed partial class Traffic(RegionStore store, VpcNetworks networks, TargetHealthBoard health, Relay relay, TimeProvider clock, ILogger<Traffic> logger)
{
    private static readonly TimeSpan ConnectsWithin = TimeSpan.FromSeconds(10);
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
            (upstream, var target) = await ConnectAsync(state, group, port);
            if (upstream is null)
            {
                Refuse(client);
                return;
            }

            var header = Forwarding.UsesProxyProtocol(group) ? ProxyProtocolV2.Proxy(source, (IPEndPoint)client.LocalEndPoint!, port.EndpointId) : [];
            var joined = relay.Join(client, upstream, new RelayOptions { IdleTimeout = Forwarding.IdleTimeout(listener), Header = header });
            _open[joined] = (port, group.Id, target!);
            if (!MayFlow(store.Snapshot, port, group.Id, target!))
            {
                joined.Abort();   // what was decided while the other side was opened
            }

            await joined.Completion;
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

    private async Task<(Socket? Socket, Target? Target)> ConnectAsync(RegionState state, TargetGroup group, PortPlan port)
    {
        var loadBalancer = state.Get<LoadBalancer>(port.LoadBalancerArn);
        var node = loadBalancer.Nodes.Find(n => n.ZoneId == port.ZoneId);
        var candidates = Forwarding.Candidates(state, group, loadBalancer, port.ZoneId, health);
        if (node is null || candidates.Count == 0)
        {
            return (null, null);
        }

        var target = candidates[(int)((uint)Interlocked.Increment(ref _next) % (uint)candidates.Count)];
        var socket = networks.Bind(loadBalancer.VpcId, node.PrivateIp);
        try
        {
            using var late = new CancellationTokenSource(ConnectsWithin, clock);
            await socket.ConnectAsync(IPAddress.Parse(target.Ip), target.Port, late.Token);
            return (socket, target);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            LogUnreachable(target.Ip, target.Port, e.Message);
            socket.Dispose();
            return (null, null);
        }
    }

    [LoggerMessage(LogLevel.Debug, "A connection on {Ip}:{Port} broke before it was joined")]
    private partial void LogBroken(Exception e, string ip, int port);

    [LoggerMessage(LogLevel.Information, "Target {Ip}:{Port} could not be reached: {Reason}")]
    private partial void LogUnreachable(string ip, int port, string reason);
}
