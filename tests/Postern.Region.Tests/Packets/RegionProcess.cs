using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Amazon.EC2;
using Amazon.Runtime;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using ARSoft.Tools.Net.Dns.DynamicUpdate;
using Postern.Aws.Client;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace Postern.Region.Tests.Packets;

/// <summary>The real program with its network, as its users run it; as root, or in a user namespace.</summary>
internal sealed class RegionProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { DefaultRequestHeaders = { { "X-Postern", "1" } } };
    private static readonly byte[] DnsSecret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _data = Directory.CreateTempSubdirectory("postern-packets-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Uri Url => new($"http://127.0.0.1:{_port}/");

    public string Log { get; private set; } = "";

    /// <summary>Why there can be no packets here; null where there can.</summary>
    public static string? Obstacle()
    {
        foreach (var program in new[] { "unshare", "ip", "flock", "nsenter", "perl" })
        {
            if (Run(["sh", "-c", "command -v " + program]).Status != 0)
            {
                return $"'{program}' is not installed";
            }
        }

        string[] user = Environment.IsPrivilegedProcess ? [] : ["--user", "--map-root-user"];
        var (status, text) = Run(["unshare", .. user, "--mount", "--net", "ip", "link", "set", "lo", "up"]);
        return status == 0 ? null : $"network namespaces cannot be made: {text.Trim()}";
    }

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Postern.Region"), ["serve", "--data", _data, "--port", $"{_port}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["POSTERN_DNS_KEY"] = "test:" + Convert.ToBase64String(DnsSecret) },
        })!;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, e) => Note(e.Data, started);
        _process.ErrorDataReceived += (_, e) => Note(e.Data, started);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await started.Task.WaitAsync(Patience, Cancel);
    }

    /// <summary>Ends it without asking, and starts it again.</summary>
    public async Task CrashAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    /// <summary>Ends it without asking.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(Cancel);
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task StopAsync()
    {
        Run(["kill", "-TERM", $"{_process!.Id}"]);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>The processes that name its data folder, itself included.</summary>
    public IEnumerable<int> Processes() => All().Where(p => ReadOrEmpty($"/proc/{p}/cmdline").Contains(_data, StringComparison.Ordinal));

    /// <summary>The network namespaces of its threads and of those processes, but not that of this test.</summary>
    public IEnumerable<string> Namespaces() => Processes().SelectMany(NamespacesOf).Except([LinkOrEmpty("/proc/self/ns/net"), ""]).Distinct();

    public static IEnumerable<string> NamespacesInUse() => All().SelectMany(NamespacesOf).Distinct();

    public async Task<(AmazonEC2Client Ec2, ElbV2Client Elb)> ClientsAsync(string principal)
    {
        var keys = await SendAsync(HttpMethod.Post, $"credentials?principal={principal}", null);
        var credentials = new BasicAWSCredentials((string)keys["access_key_id"]!, (string)keys["secret_access_key"]!);
        return (new AmazonEC2Client(credentials, new AmazonEC2Config { ServiceURL = Url.ToString(), AuthenticationRegion = "eu-west-1" }),
            new ElbV2Client(credentials, new ElbV2Config { ServiceURL = Url.ToString(), AuthenticationRegion = "eu-west-1" }));
    }

    /// <summary>Publishes a TXT record in the region's public DNS.</summary>
    public async Task PublishAsync(string name, string text)
    {
        var update = new DnsUpdateMessage { ZoneName = DomainName.Parse(name).GetParentName() };
        update.Updates.Add(new AddRecordUpdate(new TxtRecord(DomainName.Parse(name), 5, text)));
        update.TSigOptions = new TSigRecord(DomainName.Parse("test"), TSigAlgorithm.Sha256, DateTime.Now, TimeSpan.FromMinutes(5), update.TransactionID, ReturnCode.NoError, null, DnsSecret);
        var client = new DnsClient([IPAddress.Loopback], [new UdpClientTransport(_port)], true, 5000);
        Assert.Equal(ReturnCode.NoError, (await client.SendUpdateAsync(update, Cancel))?.ReturnCode);
    }

    /// <summary>A machine in a VPC, as the start of a command line.</summary>
    public async Task<string[]> MachineAsync(string vpc) =>
        [.. (await SendAsync(HttpMethod.Post, "instances", new JsonObject { ["vpc"] = vpc }))["enter"]!.AsArray().Select(e => (string)e!)];

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await StopAsync();
        }

        _process?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    public static (int Status, string Text) Run(IReadOnlyList<string> command)
    {
        using var process = Begin(command);
        var text = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text);
    }

    public static Process Begin(IReadOnlyList<string> command) =>
        Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;

    /// <summary>A call of the administration.</summary>
    /// <exception cref="HttpRequestException">It was refused; with what was said.</exception>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(Url, "/_postern/" + path)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Http.SendAsync(request, Cancel);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        return answer.IsSuccessStatusCode ? json : throw new HttpRequestException((string?)json["message"], null, answer.StatusCode);
    }

    /// <summary>It says when it answers; a stream that ends before has nothing more to say.</summary>
    private void Note(string? line, TaskCompletionSource started)
    {
        Log += line + "\n";
        if (line is null)
        {
            started.TrySetException(new InvalidOperationException("The region ended: " + Log));
        }
        else if (line.Contains("Application started", StringComparison.Ordinal))
        {
            started.TrySetResult();
        }
    }

    private static IEnumerable<int> All() => Directory.GetDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var id) ? id : 0).Where(id => id > 0);

    private static IEnumerable<string> NamespacesOf(int process)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{process}/task").Select(t => LinkOrEmpty($"{t}/ns/net"))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];   // it has ended, or is somebody else's
        }
    }

    private static string LinkOrEmpty(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
