using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Postern.Server.Store;

namespace Postern.Server.Webhooks;

/// <summary>Sends messages to where customers say: never to an address inside, whatever a name resolves to at that moment, and never on to somewhere else.</summary>
internal sealed class WebhookClient(WebhookOptions options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10), ConnectionsLive = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = Client(options);

    /// <summary>What is wrong with a URL before anybody asks it; null where nothing is.</summary>
    public static string? Mistake(string url, WebhookOptions options)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp) || uri.UserInfo.Length > 0)
        {
            return $"url is '{url}'. Give an address such as https://hooks.example.com/postern, without a user's name";
        }

        if (options.AllowPrivateAddresses)
        {
            return null;
        }

        return uri.Scheme != Uri.UriSchemeHttps ? $"url is '{url}'. Use https"
            : IPAddress.TryParse(uri.DnsSafeHost, out var address) && !PublicAddress.Is(address) ? $"url is '{url}', and {address} is no address of the internet" : null;
    }

    /// <returns>The status of the answer, if there was one, and why it did not arrive; null where it did.</returns>
    public async Task<(int? Status, string? Error)> SendAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Webhook!.Url) { Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add(WebhookSignature.IdHeader, delivery.Id);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(delivery.Webhook.Secret, delivery.Id, timestamp, delivery.Body));
        using var timeout = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"answered {(int)answer.StatusCode}"));
        }
        catch (HttpRequestException e)
        {
            return (null, e.GetBaseException().Message);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"no answer within {Longest.TotalSeconds} seconds"));
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpClient Client(WebhookOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = ConnectionsLive,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, options, cancellationToken),
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint place, WebhookOptions options, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(place.Host, cancellationToken);
        var allowed = options.AllowPrivateAddresses ? found : [.. found.Where(PublicAddress.Is)];
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{place.Host} is {string.Join(", ", found.Select(address => address.ToString()))}, which is no address of the internet");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, place.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
