using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Postern.Gateway.Tests;

/// <summary>The gateway's program before a mock cluster, one port a broker, as operators run it: with a file, and killed without warning.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Postern.Gateway");

    private static int Hosts;

    private readonly MockCluster _cluster = new();
    private WatchedProcess? _process;

    public GatewayProcess()
    {
        (Ports, MetricsPort) = (FreePorts(_cluster.Brokers.Count), FreePorts(1)[0]);
        ConfigurationFile = Path.Combine(Directory.CreateTempSubdirectory("postern-gateway-").FullName, "gateway.json");
    }

    /// <summary>A loopback address of its own: no other test listens on it, and nothing connects from it, so its ports stay free while the gateway is down.</summary>
    public string Host { get; } = $"127.0.1.{Interlocked.Increment(ref Hosts)}";

    public IReadOnlyList<int> Ports { get; }

    public int MetricsPort { get; }

    public string ConfigurationFile { get; }

    public string Bootstrap => $"{Host}:{Ports[0]}";

    public PemFiles? Pem { get; init; }

    public WatchedProcess Running => _process!;

    /// <summary>Writes the configuration and starts the program on it.</summary>
    /// <param name="pem">For TLS with clients.</param>
    public static async Task<GatewayProcess> StartAsync(PemFiles? pem = null)
    {
        var gateway = new GatewayProcess { Pem = pem };
        gateway.Write(version: 1);
        await gateway.RunAsync();
        return gateway;
    }

    /// <param name="ports">How many of the ports are to be open.</param>
    public void Write(int version, int ports = 3)
    {
        var brokers = _cluster.Brokers.Zip(Ports).ToDictionary(b => b.First.BrokerId, b => $"{Host}:{b.Second}");
        var listeners = _cluster.Brokers.Zip(Ports).Take(ports).Select(b => new { route = "test", listen = $"{Host}:{b.Second}", upstream = $"{b.First.Host}:{b.First.Port}", certificate = Pem?.Certificate, key = Pem?.Key });
        File.WriteAllText(ConfigurationFile, JsonSerializer.Serialize(new { version, routes = new[] { new { name = "test", brokers } }, listeners }));
    }

    public async Task RunAsync()
    {
        _process = new WatchedProcess(Program, ["--config", ConfigurationFile, "--metrics", $"{Host}:{MetricsPort}"]);
        await _process.LinesAsync(lines => lines.Contains("ready"));
    }

    public int PortOf(int brokerId) => Ports[_cluster.Brokers.Index().Single(b => b.Item.BrokerId == brokerId).Index];

    /// <summary>SIGKILL, and the same again on the same ports.</summary>
    public async Task KillAndRunAsync()
    {
        await _process!.KillAsync();
        await _process.DisposeAsync();
        await RunAsync();
    }

    /// <summary>Ends the program in good order; the lines that it wrote, with what each connection carried.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await _process!.TerminateAsync();
        return await _process.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _cluster.Dispose();
        Directory.Delete(Path.GetDirectoryName(ConfigurationFile)!, recursive: true);
    }

    private List<int> FreePorts(int count)
    {
        var sockets = Enumerable.Range(0, count).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToList();
        sockets.ForEach(s => s.Bind(new IPEndPoint(IPAddress.Parse(Host), 0)));
        var ports = sockets.ConvertAll(s => ((IPEndPoint)s.LocalEndPoint!).Port);
        sockets.ForEach(s => s.Dispose());
        return ports;
    }
}
