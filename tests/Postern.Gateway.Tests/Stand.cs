using System.Net;
using Microsoft.Extensions.Logging;
using Postern.Gateway.Configuration;
using Postern.Gateway.Protocol;
using Postern.Gateway.Traffic;

namespace Postern.Gateway.Tests;

/// <summary>A mock cluster and a gateway with one port a broker, on 127.0.0.2: an address that no broker is told to have.</summary>
internal sealed class Stand : IAsyncDisposable
{
    public const string GatewayHost = "127.0.0.2";

    private readonly MockCluster _cluster = new();
    private readonly List<GatewayListener> _listeners = [];

    public Stand()
    {
        var empty = new RouteSettings("test", new Dictionary<int, BrokerAddress>());
        var settings = _cluster.Brokers.Select(b => new ListenerSettings(empty, new(IPAddress.Parse(GatewayHost), 0), new(b.Host, b.Port), ProxyProtocol: false, Certificate: null, UpstreamTls: null)).ToList();
        _listeners.AddRange(settings.Select(s => new GatewayListener(s, new LineLogger())));
        var route = new RouteSettings("test", _cluster.Brokers.Zip(_listeners).ToDictionary(p => p.First.BrokerId, p => new BrokerAddress(GatewayHost, p.Second.Port)));
        foreach (var (listener, setting) in _listeners.Zip(settings))
        {
            listener.Change(setting with { Route = route });
        }
    }

    public string Direct => $"{_cluster.Brokers[0].Host}:{_cluster.Brokers[0].Port}";
    public string Bootstrap => $"{GatewayHost}:{_listeners[0].Port}";
    public IReadOnlyList<int> Ports => [.. _listeners.Select(l => l.Port)];

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }

        _cluster.Dispose();
    }
}

/// <summary>Tells what the gateway says in the output of the test run.</summary>
internal sealed class LineLogger : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        TestContext.Current.SendDiagnosticMessage(formatter(state, exception));
}
