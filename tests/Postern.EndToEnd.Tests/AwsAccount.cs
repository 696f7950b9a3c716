using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>A server of the test's own on an AWS account, as in production: nodes are registered, and the SDK finds the credentials.</summary>
internal sealed class AwsAccount : IAsyncDisposable
{
    private const string Token = "token-of-the-aws-test";
    private readonly string _data = Directory.CreateTempSubdirectory("postern-aws-test-").FullName;
    private readonly Dictionary<string, string> _server, _client, _customer;
    private readonly string? _endpoint;
    private Process? _process;

    private AwsAccount(string? endpoint, Dictionary<string, string> platform, Dictionary<string, string> customer)
    {
        (_endpoint, _customer) = (endpoint, customer);
        var url = $"http://127.0.0.1:{FreePort()}";
        _server = new Dictionary<string, string>(platform)
        {
            ["Postern__Data"] = _data, ["Postern__Api__Url"] = url, ["Postern__Aws__Region"] = Region, ["Postern__Aws__Endpoint"] = endpoint ?? "",
            ["Postern__Nodes__Local"] = "false", ["Postern__Bootstrap__Project"] = "demo", ["Postern__Bootstrap__AdminToken"] = Token,
        };
        _client = new Dictionary<string, string> { ["POSTERN_URL"] = url, ["POSTERN_TOKEN"] = Token, ["POSTERN_PROJECT"] = "demo" };
    }

    /// <summary>The account whose credentials the environment has; its customer is the profile that it names, or the same account.</summary>
    public static AwsAccount OfEnvironment() => new(
        Environment.GetEnvironmentVariable("POSTERN_TEST_AWS_ENDPOINT"), [],
        Environment.GetEnvironmentVariable("POSTERN_TEST_AWS_CUSTOMER_PROFILE") is { } profile ? new Dictionary<string, string> { ["AWS_PROFILE"] = profile } : []);

    /// <summary>Two accounts of a local region, which stands in for AWS.</summary>
    public static AwsAccount Of(string endpoint, Dictionary<string, string> platform, Dictionary<string, string> customer) => new(endpoint, platform, customer);

    public static string Region => Environment.GetEnvironmentVariable("POSTERN_TEST_AWS_REGION") ?? "eu-west-1";

    /// <summary>What the test ran against, for its output.</summary>
    public string Name => _endpoint is null ? $"AWS itself, {Region}" : $"the local region at {_endpoint}, not AWS";

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

    public async Task<bool> DoesAsync(CancellationToken cancellationToken, params string[] arguments) =>
        (await Run.OfAsync(Repository.Postern, arguments, _client, cancellationToken)).ExitCode == 0;

    public async Task<string> MustAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var run = await Run.OfAsync(Repository.Postern, arguments, _client, cancellationToken);
        return run.ExitCode == 0 ? run.Output.Trim() : throw new InvalidOperationException($"postern {string.Join(' ', arguments)}: {run.Both}");
    }

    /// <summary>The AWS CLI as the customer.</summary>
    public async Task<string> CustomerAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        string[] endpoint = _endpoint is { } url ? ["--endpoint-url", url] : [];
        var run = await Run.OfAsync("aws", [.. endpoint, "--region", Region, "--output", "text", .. arguments], _customer, cancellationToken);
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

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
