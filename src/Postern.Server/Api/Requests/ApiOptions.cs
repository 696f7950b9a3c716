using System.Globalization;
using System.Net;

namespace Postern.Server.Api.Requests;

/// <summary><c>Postern__Api__…</c></summary>
internal sealed class ApiOptions
{
    /// <summary>Where to listen; with https, Kestrel's own settings name the certificate.</summary>
    public string Url { get; set; } = "http://127.0.0.1:7070";

    /// <summary>Addresses and CIDR ranges, separated by commas, whose word is taken for where a request came from.</summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>How many requests a second one token may go on making; ten seconds of it at once. 0 for no limit.</summary>
    public double TokenRate { get; set; } = 500;

    /// <summary>The same of one address whose requests show no token that is known.</summary>
    public double StrangerRate { get; set; } = 20;

    public static string? Mistake(ApiOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return $"Postern:Api:Url is '{options.Url}'. Set an address to listen on, such as http://127.0.0.1:7070.";
        }

        if (options.Proxies.FirstOrDefault(proxy => Network(proxy) is null) is { } wrong)
        {
            return $"Postern:Api:TrustedProxies has '{wrong}'. Name addresses and CIDR ranges, such as 10.0.0.5,10.1.0.0/16.";
        }

        return (options.TokenRate, options.StrangerRate) is ( < 0, _) or (_, < 0)
            ? string.Create(CultureInfo.InvariantCulture, $"Postern:Api:TokenRate is {options.TokenRate} and StrangerRate {options.StrangerRate}. Set requests a second, or 0 for no limit.")
            : null;
    }

    public IReadOnlyList<IPNetwork> TrustedNetworks() => [.. Proxies.Select(Network).OfType<IPNetwork>()];

    private string[] Proxies => TrustedProxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128) : null;
}
