using System.Net;
using Postern.Gateway.Traffic;
using Prometheus;

namespace Postern.Gateway;

/// <summary>What the gateway counts, in Prometheus's text format at <c>/metrics</c>.</summary>
internal static class MetricsEndpoint
{
    /// <exception cref="HttpListenerException">The address cannot be listened on.</exception>
    public static IDisposable Start(IPEndPoint at)
    {
        var registry = Metrics.NewCustomRegistry();
        var adapter = MeterAdapter.StartListening(new MeterAdapterOptions
        {
            Registry = registry,
            MetricFactory = Metrics.WithCustomRegistry(registry),
            InstrumentFilterPredicate = instrument => instrument.Meter.Name is TrafficMeter.Name or "System.Runtime",
        });
        var server = new MetricServer(at.Address.Equals(IPAddress.Any) ? "*" : at.Address.ToString(), at.Port, registry: registry);
        server.Start();
        return new Running(server, adapter);
    }

    private sealed class Running(MetricServer server, IDisposable adapter) : IDisposable
    {
        public void Dispose()
        {
            adapter.Dispose();
            server.Stop();
            server.Dispose();
        }
    }
}
