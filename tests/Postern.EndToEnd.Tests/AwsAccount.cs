using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Postern.EndToEnd.Tests;

/// <summary>A server of the test's own on an AWS account that the environment names, as in production: nodes are registered, and the SDK finds the credentials.</summary>
internal sealed class AwsAccount : IAsyncDisposable
{
    private const string Token = "token-of-the-aws-test", Url = "POSTERN_TEST_AWS_ENDPOINT";
    private readonly string _data = Directory.CreateTempSubdirectory("postern-aws-test-").FullName;
    private readonly Dictionary<string, string> _server, _client;
    private Process? _process;

    public AwsAccount(int port)
    {
        _server = new Dictionary<string, string>
        {
            ["Postern__Data"] = _data, ["Postern__Api__Url"] = $"http://127.0.0.1:{port}", ["Postern__Aws__Region"] = Region, ["Postern__Aws__Endpoint"] = Endpoint ?? "",
            ["Postern__Nodes__Local"] = "false", ["Postern__Bootstrap__Project"] = "demo", ["Postern__Bootstrap__AdminToken"] = Token,
        };
        _client = new Dictionary<string, string> { ["POSTERN_URL"] = $"http://127.0.0.1:{port}", ["POSTERN_TOKEN"] = Token, ["POSTERN_PROJECT"] = "demo" };
    }

    public static string Region => Environment.GetEnvironmentVariable("POSTERN_TEST_AWS_REGION") ?? "eu-west-1";

    /// <summary>Of a local region that stands in for AWS; null for AWS itself.</summary>
    public static string? Endpoint => Environment.GetEnvironmentVariable(Url);

    /// <summary>What the test ran against, for its output.</summary>
    public static string Name => Endpoint is null ? $"AWS itself, {Region}" : $"the local region at {Endpoint}, not AWS";

    public Uri Api => new(_client["POSTERN_URL"]);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Repository.Postern, ["server"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in _server)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _ = _process.StandardError.ReadToEndAsync(cancellationToken);
        _ = _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await Eventually.HoldsAsync(async () => (await Run.OfAsync(Repository.Postern, ["cloud", "list"], _client, cancellationToken)).ExitCode == 0, "the server to answer");
    }

    public Task<Run> DoctorAsync(CancellationToken cancellationToken) => Run.OfAsync(Repository.Postern, ["server", "doctor"], _server, cancellationToken);

    public async Task<string> MustAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var run = await Run.OfAsync(Repository.Postern, arguments, _client, cancellationToken);
        return run.ExitCode == 0 ? run.Output.Trim() : throw new InvalidOperationException($"postern {string.Join(' ', arguments)}: {run.Both}");
    }

    /// <summary>Registers the nodes of a service.</summary>
    public async Task PutNodesAsync(string service, JsonArray nodes, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Api };
        http.DefaultRequestHeaders.Add("Authorization", "aivenv1 " + Token);
        using var answer = await http.PutAsync(new Uri($"/v1/project/demo/service/{service}/nodes", UriKind.Relative), JsonContent(new JsonObject { ["nodes"] = nodes }), cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>The AWS CLI as the customer: by the profile that POSTERN_TEST_AWS_CUSTOMER_PROFILE names, or by the platform's own credentials.</summary>
    public static async Task<string> CustomerAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        string[] endpoint = Endpoint is { } url ? ["--endpoint-url", url] : [];
        string[] profile = Environment.GetEnvironmentVariable("POSTERN_TEST_AWS_CUSTOMER_PROFILE") is { } name ? ["--profile", name] : [];
        var run = await Run.OfAsync("aws", [.. endpoint, .. profile, "--region", Region, "--output", "text", .. arguments], null, cancellationToken);
        return run.ExitCode == 0 ? run.Output.Trim() : throw new InvalidOperationException($"aws {string.Join(' ', arguments)}: {run.Both}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static StringContent JsonContent(JsonObject body) => new(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
}
