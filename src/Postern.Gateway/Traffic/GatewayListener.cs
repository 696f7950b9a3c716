using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Postern.Gateway.Configuration;
using Postern.Gateway.Protocol;

namespace Postern.Gateway.Traffic;

/// <summary>One open port: accepts, and owns the connections that came through it.</summary>
internal sealed partial class GatewayListener : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = [];
    private readonly ConcurrentDictionary<int, byte> _missingTold = [];
    private readonly PartitionedRateLimiter<string> _door = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetConcurrencyLimiter(
        address, _ => new ConcurrencyLimiterOptions { PermitLimit = Limits.SigningIn, QueueLimit = Limits.WaitingToSignIn }));

    private readonly Socket _socket;
    private readonly TrafficMeter _meter;
    private readonly ILogger _logger;
    private readonly string? _untold;
    private readonly Task _accepting;
    private volatile ListenerSettings _settings;

    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public GatewayListener(ListenerSettings settings, TrafficMeter meter, ILogger logger, IPAddress? untold = null)
    {
        _untold = untold is null ? null : $"{untold}:";
        _settings = settings;
        _meter = meter;
        _logger = logger;
        _socket = new Socket(settings.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(settings.Listen);
            _socket.Listen(1024);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        _accepting = AcceptAsync();
    }

    /// <summary>The port that is open; of use where the settings ask for any.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>New connections and all answers from now on follow these settings.</summary>
    public void Change(ListenerSettings settings)
    {
        _settings = settings;
        _missingTold.Clear();
    }

    /// <summary>Closes the port and every connection that came through it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        await _door.DisposeAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _socket.AcceptAsync(_stop.Token);
                var connection = CarryAsync(socket);
                _connections[connection] = 0;
                _ = connection.ContinueWith(c => _connections.TryRemove(c, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                LogNotAccepted(_settings.Route.Name, e.Message); // out of descriptors, or the client was gone already
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private async Task CarryAsync(Socket socket)
    {
        var settings = _settings;
        var connection = new GatewayConnection(settings, id => _settings.Route.AddressOf(id) ?? NotMapped(id), _door);
        TrafficCount? count = null;
        try
        {
            await connection.RunAsync(socket, opened =>
            {
                count = _meter.Of(settings.Route.Name, settings.Listen.Port, opened.Endpoint);
                count.Begin(opened);
            }, _stop.Token);
            count?.End(connection, isFailure: false);
            if (connection.Requests > 0 && (_untold is null || !connection.Client.StartsWith(_untold, StringComparison.Ordinal))) // a load balancer's health check asks nothing
            {
                LogCarried(settings.Route.Name, settings.Listen.Port, connection.Client, connection.Endpoint, connection.Requests, connection.BytesUp, connection.BytesDown);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            count?.End(connection, isFailure: false);
            LogStopped(settings.Route.Name, settings.Listen.Port, connection.Client, connection.Endpoint, connection.Requests);
        }
#pragma warning disable CA1031 // whatever goes wrong ends this connection alone, and is told
        catch (Exception e)
#pragma warning restore CA1031
        {
            (count ?? _meter.Of(settings.Route.Name, settings.Listen.Port, connection.Endpoint)).End(connection, isFailure: true);
            LogEnded(settings.Route.Name, settings.Listen.Port, connection.Client, connection.Endpoint, connection.Requests, e.Message);
        }
    }

    private BrokerAddress NotMapped(int brokerId)
    {
        if (_missingTold.TryAdd(brokerId, 0)) // once, not with each answer
        {
            LogNotMapped(_settings.Route.Name, brokerId);
        }

        return BrokerAddress.NotMapped(brokerId);
    }

    [LoggerMessage(LogLevel.Information, "Route {Route} port {Port}: {Client} (endpoint {Endpoint}) left after {Requests} requests, {BytesUp} bytes to the broker, {BytesDown} bytes to the client")]
    private partial void LogCarried(string route, int port, string client, string endpoint, long requests, long bytesUp, long bytesDown);

    [LoggerMessage(LogLevel.Information, "Route {Route} port {Port}: connection of {Client} (endpoint {Endpoint}) closed after {Requests} requests, because the port is closed")]
    private partial void LogStopped(string route, int port, string client, string endpoint, long requests);

    [LoggerMessage(LogLevel.Warning, "Route {Route} port {Port}: connection of {Client} (endpoint {Endpoint}) ended after {Requests} requests: {Reason}")]
    private partial void LogEnded(string route, int port, string client, string endpoint, long requests, string reason);

    [LoggerMessage(LogLevel.Warning, "Route {Route}: no address for broker {BrokerId}; clients are told a name that does not resolve. Add the broker to the route.")]
    private partial void LogNotMapped(string route, int brokerId);

    [LoggerMessage(LogLevel.Warning, "Route {Route}: a connection could not be accepted: {Reason}")]
    private partial void LogNotAccepted(string route, string reason);
}
