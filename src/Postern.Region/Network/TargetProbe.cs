using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Postern.Region.Elb;
using Postern.Region.Relays;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>One heartbeat: opens a TCP connection from the load balancer's node, and asks for a page where the check is HTTP.</summary>
internal sealed class TargetProbe(RegionStore store, VpcNetworks networks, NetworkFaults faults, TimeProvider clock)
{
    /// <returns>What went wrong; null where the target is well.</returns>
    public async Task<TargetHealth?> FailureAsync(CheckPlan plan, CancellationToken cancellationToken)
    {
        var (state, now) = (store.Snapshot, faults.Current);
        if (now.IsDown(state, plan.VpcId, plan.Ip) || now.IsDown(state, plan.VpcId, plan.Node.PrivateIp)
            || (networks.HasNamespaces && !Forwarding.IsLetInAtTarget(state, plan.VpcId, plan.Node.PrivateIp, plan.Ip, PortOf(plan))))
        {
            return TargetHealth.TimedOut;   // what drops packets; known at once here
        }

        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(plan.HealthCheck.Timeout), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using var socket = networks.Bind(plan.VpcId, plan.Node.PrivateIp);
            await socket.ConnectAsync(networks.AddressOf(plan.VpcId, plan.Ip), PortOf(plan), either.Token);
            if (plan.ProxyProtocol)
            {
                await socket.SendAsync(ProxyProtocolV2.Local(), either.Token);
            }

            return plan.HealthCheck.Protocol == "HTTP" ? await AnswerAsync(socket, plan.HealthCheck, either.Token) : null;
        }
        catch (OperationCanceledException)
        {
            return TargetHealth.TimedOut;
        }
        catch (Exception e) when (e is SocketException or HttpRequestException)
        {
            return TargetHealth.Failed;
        }
    }

    private static int PortOf(CheckPlan plan) => plan.HealthCheck.Port == "traffic-port" ? plan.Port : int.Parse(plan.HealthCheck.Port, CultureInfo.InvariantCulture);

    private static async Task<TargetHealth?> AnswerAsync(Socket socket, HealthCheck check, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new NetworkStream(socket)) };
        using var http = new HttpClient(handler);
        using var answer = await http.GetAsync(new Uri($"http://{((IPEndPoint)socket.RemoteEndPoint!).Address}{check.Path}"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)answer.StatusCode;
        var isExpected = (check.Matcher ?? "200-399").Split(',').Select(r => r.Split('-')).Any(r =>
            int.TryParse(r[0], CultureInfo.InvariantCulture, out var first) && int.TryParse(r[^1], CultureInfo.InvariantCulture, out var last) && first <= status && status <= last);
        return isExpected ? null : TargetHealth.WrongCode(status);
    }
}
