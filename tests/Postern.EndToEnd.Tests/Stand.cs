using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>A region and a server of the test's own, brought up by <c>postern up</c> on free ports.</summary>
internal sealed class Stand : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);
    private readonly string _data = Directory.CreateTempSubdirectory("postern-test-").FullName;
    private readonly (int Api, int Aws) _ports = (FreePort(), FreePort());
    private readonly WarmAws _aws = new();
    private Process? _up;
    private Dictionary<string, string>? _providerKeys;

    public IReadOnlyDictionary<string, string> Environment { get; private set; } = new Dictionary<string, string>();

    /// <param name="settings">Of the server, besides those that <c>up</c> gives it.</param>
    public Task UpAsync(CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> settings) => UpAsync("update", cancellationToken, settings);

    /// <param name="names">As <c>up --names</c> has it.</param>
    public async Task UpAsync(string names, CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo(Repository.Postern, ["up", "--data", _data, "--api-port", $"{_ports.Api}", "--aws-port", $"{_ports.Aws}", "--names", names])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0"; // programs that live for a test do not earn back the measuring of their code
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _up = Process.Start(start)!;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(ReadyWithin);
        _ = _up.StandardError.ReadToEndAsync(cancellationToken);
        while (await _up.StandardOutput.ReadLineAsync(late.Token) is { } line)
        {
            if (line.StartsWith("ready", StringComparison.Ordinal))
            {
                _ = _up.StandardOutput.ReadToEndAsync(cancellationToken);
                Environment = Exports(await File.ReadAllLinesAsync(Path.Combine(_data, "env"), cancellationToken));
                return;
            }
        }

        throw new InvalidOperationException($"up ended before it was ready; its logs are in {_data}");
    }

    /// <summary>kill -9 of everything at once.</summary>
    public async Task CrashAsync(CancellationToken cancellationToken)
    {
        _up!.Kill(entireProcessTree: true);
        await _up.WaitForExitAsync(cancellationToken);
    }

    /// <summary>All that the server remembers; for a stand that is down.</summary>
    public void LoseDatabase()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_data, "server"), "postern.db*").ToList())
        {
            File.Delete(file);
        }
    }

    public Task<Run> PosternAsync(CancellationToken cancellationToken, params string[] arguments) => Run.OfAsync(Repository.Postern, arguments, Environment, cancellationToken);

    public async Task<string> MustAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var run = await PosternAsync(cancellationToken, arguments);
        return run.ExitCode == 0 ? run.Output : throw new InvalidOperationException($"postern {string.Join(' ', arguments)}: {run.Both}");
    }

    public async Task<JsonNode> JsonAsync(CancellationToken cancellationToken, params string[] arguments) => JsonNode.Parse(await MustAsync(cancellationToken, [.. arguments, "--json"]))!;

    /// <summary>A service in a project VPC of its own, with its component on the privatelink route switched on.</summary>
    /// <returns>The VPC's id.</returns>
    public async Task<string> ServiceAsync(string name, string range, CancellationToken cancellationToken, string type = "pg", string plan = "startup-4")
    {
        var cloud = Environment["POSTERN_CLOUD"];
        var vpc = (string)(await JsonAsync(cancellationToken, "vpc", "create", "--cloud", cloud, "--network-cidr", range))["project_vpc_id"]!;
        await Eventually.HoldsAsync(async () => (string?)(await JsonAsync(cancellationToken, "vpc", "get", "--project-vpc-id", vpc))["state"] == "ACTIVE", "the VPC to be active");
        await MustAsync(cancellationToken, "service", "create", name, "-t", type, "-p", plan, "--cloud", cloud, "--project-vpc-id", vpc);
        await MustAsync(cancellationToken, "service", "update", "-c", $"privatelink_access.{type}=true", name);
        return vpc;
    }

    /// <summary>The AWS CLI with the customer's keys.</summary>
    public async Task<JsonNode> AwsAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var run = await _aws.AskAsync(["--endpoint-url", Environment["AWS_ENDPOINT_URL"], "--output", "json", .. arguments], Environment, cancellationToken);
        return run.ExitCode == 0 ? JsonNode.Parse(run.Output) ?? new JsonObject() : throw new InvalidOperationException($"aws {string.Join(' ', arguments)}: {run.Both}");
    }

    public string FilePath(string name) => Path.Combine(_data, name);

    /// <summary>kill -9 of the server alone; <c>up</c> starts another.</summary>
    public async Task KillServerAsync(CancellationToken cancellationToken)
    {
        using var server = Process.GetProcessById(await ServerIdAsync(cancellationToken));
        server.Kill();
    }

    /// <summary>A command on an instance in a VPC, while it runs; its lines go to its output, and what is written to its input reaches it.</summary>
    public Process Exec(string vpc, params IEnumerable<string> line)
    {
        var start = new ProcessStartInfo(Repository.Postern, ["region", "exec", "--vpc", vpc, "--", .. line]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>A signal for a program on this stand's nodes, which are told from those of other stands by the folder that they have mounted.</summary>
    public async Task SignalOnNodesAsync(string signal, string program, CancellationToken cancellationToken)
    {
        var found = (await Run.OfAsync("pgrep", ["-f", program], null, cancellationToken)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ours = found.Where(id => File.Exists($"/proc/{id}/mountinfo") && File.ReadAllText($"/proc/{id}/mountinfo").Contains(_data, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(ours);
        Assert.Equal(0, (await Run.OfAsync("kill", ["-" + signal, .. ours], null, cancellationToken)).ExitCode);
    }

    /// <summary>Replaces the faults of the region's network; none ends them.</summary>
    public async Task NetworkFaultsAsync(JsonObject faults, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Postern", "1");
        using var answer = await http.PutAsync(new Uri(Environment["AWS_ENDPOINT_URL"] + "/_postern/faults/network"), new StringContent(faults.ToJsonString()), cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Another server, with all settings of the first one but its port. Dispose of it by killing it.</summary>
    public async Task<(Process Server, string Url)> ReplicaAsync(CancellationToken cancellationToken)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "artifacts", "bin", "Postern.Server", "release", "Postern.Server")) { RedirectStandardError = true };
        foreach (var (name, value) in await ServerSettingsAsync(cancellationToken))
        {
            start.Environment[name] = value;
        }

        start.Environment["Postern__Api__Url"] = url;
        var server = Process.Start(start)!;
        _ = server.StandardError.ReadToEndAsync(cancellationToken);
        return (server, url);
    }

    /// <summary>The settings that the running server was given.</summary>
    public async Task<Dictionary<string, string>> ServerSettingsAsync(CancellationToken cancellationToken) =>
        (await File.ReadAllTextAsync($"/proc/{await ServerIdAsync(cancellationToken)}/environ", cancellationToken))
            .Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("Postern__", StringComparison.Ordinal))
            .Select(line => line.Split('=', 2)).ToDictionary(setting => setting[0], setting => setting[1]);

    private async Task<int> ServerIdAsync(CancellationToken cancellationToken)
    {
        var children = await Run.OfAsync("pgrep", ["-P", $"{_up!.Id}", "-f", "Postern.Server"], null, cancellationToken);
        return int.Parse(children.Output.Trim(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Keys of a principal, as variables of the environment.</summary>
    public async Task<Dictionary<string, string>> KeysAsync(string principal, CancellationToken cancellationToken) =>
        Exports((await MustAsync(cancellationToken, "region", "credentials", "--principal", principal)).Split('\n'));

    /// <summary>The AWS CLI with the platform's own keys.</summary>
    public async Task<Run> ProviderAwsAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        if (_providerKeys is null)
        {
            _providerKeys = await KeysAsync((await MustAsync(cancellationToken, "region", "provider-principal")).Trim(), cancellationToken);
        }

        return await _aws.AskAsync(["--endpoint-url", Environment["AWS_ENDPOINT_URL"], .. arguments], _providerKeys, cancellationToken);
    }

    /// <summary>How many things of ours the provider's account holds: endpoint services, load balancers, target groups.</summary>
    public async Task<string> CountAsync(CancellationToken cancellationToken)
    {
        string[][] calls =
        [
            ["ec2", "describe-vpc-endpoint-service-configurations", "--query", "length(ServiceConfigurations)"],
            ["elbv2", "describe-load-balancers", "--query", "length(LoadBalancers)"],
            ["elbv2", "describe-target-groups", "--query", "length(TargetGroups)"],
        ];
        var counts = new List<string>();
        foreach (var call in calls)
        {
            counts.Add((await ProviderAwsAsync(cancellationToken, [.. call, "--output", "text"])).Output.Trim());
        }

        return string.Join('/', counts);
    }

    private static Dictionary<string, string> Exports(IEnumerable<string> lines) =>
        lines.Where(l => l.StartsWith("export ", StringComparison.Ordinal)).Select(l => l["export ".Length..].Split('=', 2)).ToDictionary(p => p[0], p => p[1].Trim('\'', '"'));

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        if (_up is { HasExited: false })
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_up.Id}"]);
            await kill.WaitForExitAsync();
            await _up.WaitForExitAsync();
        }

        _up?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
