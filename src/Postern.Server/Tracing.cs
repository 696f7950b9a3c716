using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Postern.Server.Reconcile;

namespace Postern.Server;

/// <summary>
/// Traces from a request to the AWS calls that it leads to, sent by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; the exporter's other settings are
/// https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables.
/// </summary>
internal static class Tracing
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT", ServiceName = "postern-server";

    /// <summary>Of .NET, calls by HTTP: AWS's, and webhooks'.</summary>
    private const string Calls = "System.Net.Http";

    public static IServiceCollection AddTracing(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Endpoint] is { Length: > 0 })
        {
            services.AddOpenTelemetry()
                .ConfigureResource(resource => resource.AddService(ServiceName).AddEnvironmentVariableDetector())
                .WithTracing(tracing => tracing
                    .AddAspNetCoreInstrumentation(requests => (requests.Filter, requests.EnrichWithHttpRequest) = (http => http.Request.Path.StartsWithSegments("/v1"), HideToken))
                    .AddSource(CellTrace.Name, Calls)
                    .SetSampler(new ParentBasedSampler(new RequestsOnly()))
                    .AddOtlpExporter());
        }

        return services;
    }

    /// <summary>Clients revoke a token by naming it whole in the path.</summary>
    private static void HideToken(System.Diagnostics.Activity activity, HttpRequest request)
    {
        if (request.Path.StartsWithSegments("/v1/access_token", out var token) && token.HasValue)
        {
            activity.SetTag("url.path", "/v1/access_token/…");
        }
    }

    /// <summary>Traces begin with requests of ours: calls that nobody asked for, such as regular looks at AWS, begin none.</summary>
    private sealed class RequestsOnly : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind == System.Diagnostics.ActivityKind.Server ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }
}
