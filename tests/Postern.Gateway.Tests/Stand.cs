using System.Net;
using Postern.Gateway.Configuration;
using Postern.Gateway.Protocol;
using Postern.Gateway.Traffic;

namespace Postern.Gateway.Tests;

/// <summary>A gateway in this process, one port a broker, on 127.0.0.2: an address that no broker is told to have.</summary>
internal sealed class Stand : IAsyncDisposable
{
    public const string GatewayHost = "127.0.0.2";

    private readonly MockCluster? _cluster;
    private readonly List<GatewayListener> _listeners = [];
    private readonly List<ListenerSettings> _settings;
    private readonly IReadOnlyList<(int Id, string Host, int Port)> _brokers;

    /// <summary>Before a mock cluster of three brokers.</summary>
    /// <param name="change">What is to be other than plain and without PROXY protocol.</param>
    public Stand(Func<ListenerSettings, ListenerSettings>? change = null)
        : this(new MockCluster(), change)
    {
    }

    /// <param name="brokers">What is behind the gateway.</param>
    /// <param name="change">What is to be other than plain and without PROXY protocol.</param>
    public Stand(IReadOnlyList<(int Id, string Host, int Port)> brokers, Func<ListenerSettings, ListenerSettings>? change = null)
    {
        _brokers = brokers;
        var empty = new RouteSettings("test", new Dictionary<int, BrokerAddress>());
        _settings = brokers.Select(b => new ListenerSettings(empty, new(IPAddress.Parse(GatewayHost), 0), new(b.Host, b.Port), ProxyProtocol: false, ClientTls: null, UpstreamTls: null))
            .Select(change ?? (s => s)).ToList();
        _listeners.AddRange(_settings.Select(s => new GatewayListener(s, Meter, Log)));
        Map(brokers.Select(b => b.Id));
    }

    private Stand(MockCluster cluster, Func<ListenerSettings, ListenerSettings>? change)
        : this([.. cluster.Brokers.Select(b => (b.BrokerId, b.Host, b.Port))], change) => _cluster = cluster;

    public TrafficMeter Meter { get; } = new();

    public LineLogger Log { get; } = new();

    public string Direct => $"{_brokers[0].Host}:{_brokers[0].Port}";

    public string Bootstrap => $"{GatewayHost}:{_listeners[0].Port}";

    public IReadOnlyList<int> Ports => [.. _listeners.Select(l => l.Port)];

    /// <summary>What a gateway before this one has behind it.</summary>
    public IReadOnlyList<(int Id, string Host, int Port)> AsBrokers => [.. _brokers.Zip(Ports).Select(b => (b.First.Id, GatewayHost, b.Second))];

    /// <summary>From now on the route has addresses for these brokers only.</summary>
    public void Map(IEnumerable<int> brokerIds)
    {
        var ports = _brokers.Zip(Ports).ToDictionary(p => p.First.Id, p => new BrokerAddress(GatewayHost, p.Second));
        var route = new RouteSettings("test", brokerIds.ToDictionary(id => id, id => ports[id]));
        foreach (var (listener, setting) in _listeners.Zip(_settings))
        {
            listener.Change(setting with { Route = route });
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }

        _cluster?.Dispose();
    }
}
