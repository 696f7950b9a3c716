using System.Runtime.InteropServices;
using Postern.Gateway.Configuration;

namespace Postern.Gateway;

/// <summary>Runs the gateway until it is told to stop; follows its configuration file.</summary>
internal sealed class GatewayCommand(GatewayArguments arguments, ILoggerFactory loggers) : IDisposable
{
    public const string Help = """
        Usage: postern gateway --config FILE [--check] [--from URL --node NAME [--fetch]] [--metrics ADDRESS:PORT]

        Carries Kafka connections to brokers and rewrites the brokers' addresses in their answers to those of the route
        that a connection came on, so that clients behind a private endpoint reach every broker without a change to the brokers.

          --config FILE   the configuration (JSON); the file, and the certificates that it names, are followed as they change
                          (looked at every second, or at once on SIGHUP)
          --from URL      keep FILE, and the certificates that it names, as the control plane at this URL has them for the registered
                          node --node. The service's gateway token is in POSTERN_GATEWAY_TOKEN, or in the file that
                          POSTERN_GATEWAY_TOKEN_FILE names. Where it cannot be reached, what FILE holds goes on
          --fetch         write what the control plane has, and end: for gateways that cannot reach it and follow the file
          --metrics A:P   serve metrics there, at /metrics, in Prometheus's text format
          --check         say whether the configuration holds, and end: 0 where it does, 1 with all its mistakes

        {
          "version": 1,                                        a change needs the same number or a higher one
          "routes": [{
            "name": "privatelink",
            "brokers": { "1": "kafka.example.com:10001" }      where clients of this route reach each broker, by its id
          }],
          "listeners": [{                                      one for each broker of each route
            "route": "privatelink",
            "listen": "0.0.0.0:10001",
            "upstream": "127.0.0.1:9092",                      the broker
            "proxyProtocol": true,                             the load balancer sends PROXY protocol v2 (default: false)
            "certificate": "cert.pem", "key": "key.pem",       TLS with clients
            "clientAuthorities": "clients.pem",                clients must show a certificate that one of these signed
            "upstreamServerName": "broker1.internal",          TLS with the broker, whose certificate must have this name
            "upstreamAuthorities": "brokers.pem",              who may have signed it (default: whom the system trusts)
            "upstreamCertificate": "gw.pem", "upstreamKey": "gw-key.pem"   shown to a broker that asks for one
          }]
        }

        Prints "ready" once the ports are open. SIGTERM ends it. More: docs/kafka.md
        """;

    private const string TokenVariable = "POSTERN_GATEWAY_TOKEN", TokenFileVariable = "POSTERN_GATEWAY_TOKEN_FILE";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string _path = arguments.Config;
    private readonly SemaphoreSlim _applying = new(1);
    private IReadOnlyList<string> _named = [];
    private List<(string Path, FileState State)> _applied = [];

    /// <summary>Says whether the configuration holds, without opening a port.</summary>
    /// <returns>The exit code: 0 where it does.</returns>
    public static async Task<int> CheckAsync(string path)
    {
        if (await ReadAsync(path) is not { } settings)
        {
            return 1;
        }

        var routes = settings.Listeners.Select(l => l.Route).Distinct().ToList();
        await Console.Out.WriteLineAsync($"{path} holds: version {settings.Version}, {routes.Count} routes, {settings.Listeners.Count} listeners");
        return 0;
    }

    public void Dispose() => _applying.Dispose();

    /// <returns>The exit code: 1 where the first configuration does not hold, 2 where a setting is missing.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var http = arguments.From is { } url ? ControlPlane.Client(url, Token()) : null;
            var source = http is null ? null : new ControlPlane(_path, http, arguments.Node!, TimeProvider.System, loggers.CreateLogger<ControlPlane>());
            if (source is not null && (arguments.Fetch || !File.Exists(_path)))
            {
                await source.FetchAsync(cancellationToken);
            }

            if (arguments.Fetch)
            {
                return await CheckAsync(_path);
            }

            using var metrics = arguments.Metrics is { } at ? MetricsEndpoint.Start(at) : null;
            await using var gateway = new Traffic.Gateway(loggers.CreateLogger<Traffic.Gateway>());
            if (!await ApplyAsync(gateway))
            {
                return 1;
            }

            await Console.Out.WriteLineAsync("ready");
            await Task.WhenAll(FollowFilesAsync(gateway, cancellationToken), source?.FollowAsync(() => ApplyAsync(gateway), cancellationToken) ?? Task.CompletedTask);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or System.Net.HttpListenerException)
        {
            await Console.Error.WriteLineAsync($"gateway: {e.Message}");
            return 2;
        }
    }

    /// <exception cref="InvalidOperationException">There is none.</exception>
    private static string Token() =>
        Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token ? token
        : Environment.GetEnvironmentVariable(TokenFileVariable) is { Length: > 0 } file ? File.ReadAllText(file).Trim()
        : throw new InvalidOperationException($"--from needs the service's gateway token in {TokenVariable}, or in the file that {TokenFileVariable} names. POST …/service/SERVICE/nodes/token makes one");

    /// <summary>Files are looked at rather than watched: a rename, a mounted secret and a network file system all look alike then.</summary>
    private async Task FollowFilesAsync(Traffic.Gateway gateway, CancellationToken cancellationToken)
    {
        using var hangUps = new SemaphoreSlim(0);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGHUP, c =>
        {
            c.Cancel = true;
            hangUps.Release();
        });
        while (true)
        {
            var asked = await hangUps.WaitAsync(LookEvery, cancellationToken);
            if (asked || !Files().SequenceEqual(_applied))
            {
                await ApplyAsync(gateway); // a mistake is told, and what held goes on
            }
        }
    }

    // The configuration and all that it names. What was written while it was read is seen as changed the next time.
    private List<(string Path, FileState State)> Files(List<(string Path, FileState State)>? before = null) =>
        [.. _named.Prepend(_path).Select(f => before?.Find(b => b.Path == f) is { Path: not null } known ? known : (f, FileState.Of(f)))];

    // Null where it does not hold; its mistakes are told then.
    private static async Task<GatewaySettings?> ReadAsync(string path)
    {
        string json;
        try
        {
            json = await File.ReadAllTextAsync(path, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"gateway: {path} cannot be read: {e.Message}");
            return null;
        }

        var (settings, mistakes) = SettingsReader.Read(json, Path.GetDirectoryName(Path.GetFullPath(path))!);
        await TellAsync(path, mistakes);
        return settings;
    }

    private static async Task TellAsync(string path, IReadOnlyList<string> mistakes)
    {
        foreach (var mistake in mistakes)
        {
            await Console.Error.WriteLineAsync($"gateway: {path}: {mistake}");
        }
    }

    private async Task<bool> ApplyAsync(Traffic.Gateway gateway)
    {
        await _applying.WaitAsync(CancellationToken.None);
        try
        {
            var before = Files();
            var settings = await ReadAsync(_path);
            var mistakes = settings is null ? [] : await gateway.ApplyAsync(settings);
            _named = settings?.Files ?? _named;
            _applied = Files(before);
            await TellAsync(_path, mistakes);
            return settings is not null && mistakes.Count == 0;
        }
        finally
        {
            _applying.Release();
        }
    }
}
