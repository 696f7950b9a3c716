namespace Postern.Server.Api;

/// <summary><c>Postern__Api__…</c></summary>
internal sealed class ApiOptions
{
    /// <summary>Where to listen.</summary>
    public string Url { get; set; } = "http://127.0.0.1:7070";

    public static string? Mistake(ApiOptions options) => Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp ? null
        : $"Postern:Api:Url is '{options.Url}'. Set an address to listen on, such as http://127.0.0.1:7070.";
}
