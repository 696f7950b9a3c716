using System.Text.Json.Nodes;

namespace Postern.Cli.Api;

/// <summary>The control plane refused a call.</summary>
internal sealed class ApiException(int status, string message) : CliException(message)
{
    public int Status => status;
}

/// <summary>The control plane's REST API, signed in with a token; without one, only what is open to all.</summary>
internal sealed class ApiClient(string url, string? token, TimeProvider clock) : IDisposable
{
    private const string Cure = "Start it with `./postern up` and load its env file, or set POSTERN_URL.";
    private readonly JsonHttp _http = new(url, Cure, token is null ? null : ("Authorization", $"aivenv1 {token}"), clock);

    public static ApiClient From(CliContext context) => new(
        context.Variable("POSTERN_URL") ?? throw new UsageException("POSTERN_URL is not set. Load the env file of `./postern up` (`. DIR/env`) or set POSTERN_URL and POSTERN_TOKEN."),
        context.Variable("POSTERN_TOKEN") ?? throw new UsageException("POSTERN_TOKEN is not set. Load the env file of `./postern up` (`. DIR/env`) or set it to an access token."),
        context.Clock);

    /// <summary>The path of a resource, every segment escaped.</summary>
    public static string Path(params ReadOnlySpan<string> segments)
    {
        var path = "/v1";
        foreach (var segment in segments)
        {
            path += "/" + Uri.EscapeDataString(segment);
        }
        return path;
    }

    public Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);
    public Task<JsonObject> PostAsync(string path, JsonNode? body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, body, cancellationToken);
    public Task<JsonObject> PutAsync(string path, JsonNode? body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Put, path, body, cancellationToken);
    public Task<JsonObject> PatchAsync(string path, JsonNode? body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Patch, path, body, cancellationToken);
    public Task<JsonObject> DeleteAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, path, null, cancellationToken);

    /// <summary>A PUT that is refused with 412 where somebody else has changed it since this version of it was read.</summary>
    public Task<JsonObject> PutAsync(string path, JsonNode? body, string version, CancellationToken cancellationToken) => SendAsync(HttpMethod.Put, path, body, version, cancellationToken);

    public void Dispose() => _http.Dispose();

    private Task<JsonObject> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken) => SendAsync(method, path, body, null, cancellationToken);

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonNode? body, string? ifMatch, CancellationToken cancellationToken)
    {
        var reply = await _http.SendAsync(method, path, body, ifMatch, cancellationToken);
        return reply.Status < 400 ? reply.Body : throw new ApiException(reply.Status, $"{Message(reply.Body)} (status {reply.Status}){Advice(reply)}");
    }

    // All mistakes of a request come at once, in `errors`; the top-level message repeats the first.
    private static string Message(JsonObject body)
    {
        var messages = (body["errors"] as JsonArray)?.Select(e => e.Text("message")).OfType<string>().Distinct().ToList();
        return messages is { Count: > 0 } ? string.Join("; ", messages) : body.Text("message") ?? "The call failed without a message";
    }

    private static string Advice(JsonReply reply) => reply.Status switch
    {
        401 => ". Check POSTERN_TOKEN: it is not a token of this control plane.",
        403 when reply.Body.List("errors").Any(e => e.Text("error_code") == "authentication_failed") => "", // of a password, not of the token
        403 => ". This token may not do that: use one with more rights.",
        >= 500 => ". The server's log tells more; the call can be repeated.",
        _ => "",
    };
}
