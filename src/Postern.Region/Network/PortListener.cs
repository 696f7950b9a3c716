using System.Net.Sockets;

namespace Postern.Region.Network;

/// <summary>An open port of a load balancer's node or an endpoint's interface.</summary>
internal sealed partial class PortListener : IDisposable
{
    private const int Backlog = 4096;
    private readonly Socket _socket;
    private readonly ILogger _logger;

    public PortListener(PortPlan plan, VpcNetworks networks, Traffic traffic, ILogger logger)
    {
        (Plan, _logger) = (plan, logger);
        _socket = networks.Bind(plan.VpcId, plan.Ip, plan.Port);
        _socket.Listen(Backlog);
        LogOpened(logger, plan.Ip, plan.Port, plan.VpcId);
        _ = Task.Run(() => AcceptAsync(traffic));
    }

    public PortPlan Plan { get; }

    public void Dispose() => _socket.Dispose();

    private async Task AcceptAsync(Traffic traffic)
    {
        while (true)
        {
            try
            {
                var client = await _socket.AcceptAsync();
                _ = traffic.CarryAsync(client, Plan);
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException e)
            {
                LogAcceptFailed(_logger, e, Plan.Ip, Plan.Port);   // the client went before it was taken, or descriptors ran out
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Ip}:{Port} is open in {VpcId}")]
    private static partial void LogOpened(ILogger logger, string ip, int port, string vpcId);

    [LoggerMessage(LogLevel.Warning, "A connection to {Ip}:{Port} could not be taken")]
    private static partial void LogAcceptFailed(ILogger logger, Exception e, string ip, int port);
}
