using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Cli.Api;

internal sealed record JsonReply(int Status, JsonObject Body);

/// <summary>JSON over HTTP; a peer that cannot be reached or does not speak JSON becomes a <see cref="CliException"/>.</summary>
internal sealed class JsonHttp : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(0.2);
    private readonly HttpClient _http;
    private readonly string _url;
    private readonly string _cure;
    private readonly TimeProvider _clock;

    public JsonHttp(string url, string cure, (string Name, string Value)? header, TimeProvider clock)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"`{url}` is not an http or https URL. {cure}");
        }
        // A proxy of the environment cannot reach what listens on this machine's loopback.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = !parsed.IsLoopback });
        if (header is var (name, value))
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        _http.DefaultRequestHeaders.UserAgent.ParseAdd("postern-cli/0.1");
        _url = url.TrimEnd('/');
        _cure = cure;
        _clock = clock;
    }

    public Task<JsonReply> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken) => SendAsync(method, path, body, null, cancellationToken);

    /// <param name="ifMatch">The version that the caller has seen and means to change; null for any.</param>
    public async Task<JsonReply> SendAsync(HttpMethod method, string path, JsonNode? body, string? ifMatch, CancellationToken cancellationToken)
    {
        // Only reads are repeated: a write whose answer was lost may have happened.
        var tries = method == HttpMethod.Get ? 3 : 1;
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, _url + path);
                if (body is not null)
                {
                    request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
                }
                if (ifMatch is not null)
                {
                    request.Headers.TryAddWithoutValidation("If-Match", $"\"{ifMatch}\"");
                }
                using var response = await _http.SendAsync(request, cancellationToken);
                return new JsonReply((int)response.StatusCode, Parse(await response.Content.ReadAsStringAsync(cancellationToken), (int)response.StatusCode));
            }
            catch (HttpRequestException) when (--tries > 0)
            {
                await Task.Delay(BetweenTries, _clock, cancellationToken);
            }
            catch (HttpRequestException e)
            {
                throw new CliException($"{_url} does not answer ({Reason(e)}). {_cure}");
            }
            catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new CliException($"{_url} did not answer {method} {path} within {_http.Timeout.TotalSeconds:0} s. {_cure}");
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private JsonObject Parse(string text, int status)
    {
        if (text.Length == 0)
        {
            return [];
        }
        try
        {
            if (JsonNode.Parse(text) is JsonObject body)
            {
                return body;
            }
        }
        catch (JsonException)
        {
            // Said below, together with JSON that is no object.
        }
        throw new CliException($"{_url} answered status {status} with something that is not a JSON object. {_cure}");
    }

    private static string Reason(HttpRequestException e) =>
        e.InnerException is SocketException socket ? socket.Message : e.Message;
}
