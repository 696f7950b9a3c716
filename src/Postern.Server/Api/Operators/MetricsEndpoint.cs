using Postern.Server.Reconcile;
using Prometheus;

namespace Postern.Server.Api.Operators;

/// <summary>
/// What the process measures, in Prometheus's text format, at an address of its own that serves nothing else. Labels are bounded: routes by their templates, AWS calls by
/// their class, rows by their kind; no name of a project or service is in them.
/// </summary>
internal static class MetricsEndpoint
{
    private const string Path = "/metrics";

    /// <summary>The longest that the library allows. A count that begins anew looks to Prometheus as after a restart.</summary>
    private static readonly TimeSpan CountsAreKept = TimeSpan.FromDays(1);

    /// <summary>Of ASP.NET, requests by route: https://learn.microsoft.com/aspnet/core/log-mon/metrics/built-in</summary>
    private static readonly string[] Meters = [CellMeter.Name, "Postern.Engine", "Microsoft.AspNetCore.Hosting", "System.Runtime"];

    public static void UseMetrics(this WebApplication app)
    {
        if (app.Services.GetRequiredService<MetricsOptions>().Url is not { Length: > 0 } url)
        {
            return;
        }

        app.Urls.Add(url);
        var registry = Metrics.NewCustomRegistry();
        var listener = MeterAdapter.StartListening(new MeterAdapterOptions
        {
            Registry = registry,
            MetricFactory = Metrics.WithCustomRegistry(registry),
            MetricsExpireAfter = CountsAreKept,
            InstrumentFilterPredicate = instrument => Meters.Contains(instrument.Meter.Name),
        });
        app.Lifetime.ApplicationStopped.Register(listener.Dispose);
        app.Use((http, next) => http.Connection.LocalPort != new Uri(app.Urls.Last()).Port ? next(http) : ExportAsync(http, registry));
    }

    private static Task ExportAsync(HttpContext http, CollectorRegistry registry)
    {
        if (http.Request.Path != Path || !HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return http.Response.WriteAsync($"Read {Path}.\n", http.RequestAborted);
        }

        http.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        return registry.CollectAndExportAsTextAsync(http.Response.Body, http.RequestAborted);
    }
}
