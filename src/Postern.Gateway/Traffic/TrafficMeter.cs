using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Postern.Gateway.Traffic;

/// <summary>What goes through the gateway, by route, port and VPC endpoint, while it goes.</summary>
internal sealed class TrafficMeter : IDisposable
{
    public const string Name = "Postern.Gateway";

    /// <summary>Endpoints come from outside: those beyond this are counted together.</summary>
    private const int MostEndpoints = 256;

    private const string Others = "other";

    private readonly Meter _meter = new(Name);
    private readonly ConcurrentDictionary<string, byte> _endpoints = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Route, int Port, string Endpoint), TrafficCount> _counts = [];

    public TrafficMeter()
    {
        Count("connections", "Connections that began.", t => t.Connections);
        Count("failures", "Connections that ended otherwise than in good order.", t => t.Failures);
        Count("requests", "Requests that went to brokers.", t => t.Requests);
        Count("broker.bytes", "Bytes that went to brokers.", t => t.BytesUp);
        Count("client.bytes", "Bytes that went to clients.", t => t.BytesDown);
        _meter.CreateObservableUpDownCounter("connections.open", () => Measure(t => t.Open), null, "Connections that are open.");
    }

    public TrafficCount Of(string route, int port, string endpoint) => _counts.GetOrAdd((route, port, Known(endpoint)), _ => new TrafficCount());

    public void Dispose() => _meter.Dispose();

    private string Known(string endpoint)
    {
        if (_endpoints.ContainsKey(endpoint))
        {
            return endpoint;
        }

        return _endpoints.Count < MostEndpoints && _endpoints.TryAdd(endpoint, 0) ? endpoint : Others;
    }

    private void Count(string name, string description, Func<TrafficTotals, long> of) => _meter.CreateObservableCounter(name, () => Measure(of), null, description);

    private IEnumerable<Measurement<long>> Measure(Func<TrafficTotals, long> of) => _counts.Select(count => new Measurement<long>(
        of(count.Value.Totals), new KeyValuePair<string, object?>("route", count.Key.Route), new("port", count.Key.Port), new("endpoint", count.Key.Endpoint)));
}
