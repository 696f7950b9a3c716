namespace Postern.Server.Api.Operators;

/// <summary><c>Postern__Metrics__…</c></summary>
internal sealed class MetricsOptions
{
    /// <summary>Where Prometheus reads, without a token: an address that only it can reach. Empty for nowhere.</summary>
    public string Url { get; set; } = "";

    public static string? Mistake(MetricsOptions options) => options.Url.Length == 0 || (Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp) ? null
        : $"Postern:Metrics:Url is '{options.Url}'. Set an address to listen on, such as http://127.0.0.1:9464, or leave it out for no metrics.";
}
