using System.Text.Json.Nodes;

namespace Postern.Cli.Api;

/// <summary>The administration side of a local region: what AWS itself has no action for.</summary>
internal sealed class RegionClient(string url, TimeProvider clock) : IDisposable
{
    private const string Cure = "Start a region with `./postern up` or `./postern region serve`, or set AWS_ENDPOINT_URL to a running one.";
    private readonly JsonHttp _http = new(url, Cure, ("X-Postern", "1"), clock);

    public string Url => url;

    public static RegionClient From(CliContext context) => new(context.Variable("AWS_ENDPOINT_URL") ?? "http://127.0.0.1:4566", context.Clock);

    public Task<JsonObject> HealthAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, "health", null, cancellationToken);

    public Task<JsonObject> CredentialsAsync(string principal, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"credentials?principal={Uri.EscapeDataString(principal)}", null, cancellationToken);

    public async Task<string> ProviderPrincipalAsync(CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, "provider-principal", null, cancellationToken)).Required("arn");

    public async Task<JsonArray> CallsAsync(bool reset, CancellationToken cancellationToken) =>
        (reset ? await SendAsync(HttpMethod.Post, "calls/reset", null, cancellationToken) : await SendAsync(HttpMethod.Get, "calls", null, cancellationToken)).List("calls");

    public Task<JsonObject> StartInstanceAsync(JsonObject request, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "instances", request, cancellationToken);

    public Task<JsonObject> EndInstanceAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, $"instances/{Uri.EscapeDataString(id)}", null, cancellationToken);

    public Task<JsonObject> FaultsAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, "faults", null, cancellationToken);

    public Task<JsonObject> AddFaultAsync(JsonObject request, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, "faults", request, cancellationToken);

    /// <param name="id">Null for all of them.</param>
    public Task<JsonObject> ClearFaultsAsync(string? id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, id is null ? "faults" : $"faults/{Uri.EscapeDataString(id)}", null, cancellationToken);

    public Task<JsonObject> NetworkFaultsAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, "faults/network", null, cancellationToken);

    /// <param name="faults">All that is to be wrong; what it leaves out works.</param>
    public Task<JsonObject> SetNetworkFaultsAsync(JsonObject faults, CancellationToken cancellationToken) => SendAsync(HttpMethod.Put, "faults/network", faults, cancellationToken);

    public Task<JsonObject> ClearNetworkFaultsAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, "faults/network", null, cancellationToken);

    /// <param name="endpoint">Null for the connections of all.</param>
    public Task<JsonObject> CutAsync(string? endpoint, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, endpoint is null ? "faults/network/cut" : $"faults/network/cut?endpoint={Uri.EscapeDataString(endpoint)}", null, cancellationToken);

    public async Task<JsonArray> TrafficAsync(CancellationToken cancellationToken) => (await SendAsync(HttpMethod.Get, "traffic", null, cancellationToken)).List("traffic");

    /// <param name="state">Null to leave it as it is.</param>
    public Task<JsonObject> ThrottleAsync(string? state, CancellationToken cancellationToken) => state is null
        ? SendAsync(HttpMethod.Get, "throttling", null, cancellationToken)
        : SendAsync(HttpMethod.Put, $"throttling/{Uri.EscapeDataString(state)}", null, cancellationToken);

    public Task<JsonObject> QuotasAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, "quotas", null, cancellationToken);

    public Task<JsonObject> SetQuotaAsync(string name, string value, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, $"quotas/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(value)}", null, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        var reply = await _http.SendAsync(method, $"/_postern/{path}", body, cancellationToken);
        return reply.Status < 400
            ? reply.Body
            : throw new ApiException(reply.Status, $"{reply.Body.Text("message") ?? $"{url} is not a local region of Postern: it refused {method} /_postern/{path}"} (status {reply.Status})");
    }
}
