using System.Runtime.InteropServices;
using Postern.Gateway.Configuration;

namespace Postern.Gateway;

/// <summary>Runs the gateway until it is told to stop; follows its configuration file.</summary>
internal sealed class GatewayCommand(string path, ILoggerFactory loggers)
{
    public const string Help = """
        Usage: postern gateway --config FILE [--check]

        Carries Kafka connections to brokers and rewrites the brokers' addresses in their answers to those of the route
        that a connection came on, so that clients behind a private endpoint reach every broker without a change to the brokers.

          --config FILE   the configuration (JSON); the file, and the certificates that it names, are followed as they change
                          (looked at every second, or at once on SIGHUP)
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

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private IReadOnlyList<string> _named = [];

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

    /// <returns>The exit code: 1 where the first configuration does not hold.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var gateway = new Traffic.Gateway(loggers.CreateLogger<Traffic.Gateway>());
        var applied = Files();
        if (!await ApplyAsync(gateway))
        {
            return 1;
        }

        applied = Files(before: applied);
        using var hangUps = new SemaphoreSlim(0);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGHUP, c =>
        {
            c.Cancel = true;
            hangUps.Release();
        });
        await Console.Out.WriteLineAsync("ready");
        try
        {
            while (true)
            {
                // Files are looked at rather than watched: a rename, a mounted secret and a network file system all look alike then.
                var asked = await hangUps.WaitAsync(LookEvery, cancellationToken);
                var now = Files();
                if (asked || !now.SequenceEqual(applied))
                {
                    await ApplyAsync(gateway); // a mistake is told, and what held goes on
                    applied = Files(before: now);
                }
            }
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    // The configuration and all that it names. What was written while it was read is seen as changed the next time.
    private List<(string Path, FileState State)> Files(List<(string Path, FileState State)>? before = null) =>
        [.. _named.Prepend(path).Select(f => before?.Find(b => b.Path == f) is { Path: not null } known ? known : (f, FileState.Of(f)))];

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
        if (await ReadAsync(path) is not { } settings)
        {
            return false;
        }

        var mistakes = await gateway.ApplyAsync(settings);
        _named = settings.Files;
        await TellAsync(path, mistakes);
        return mistakes.Count == 0;
    }
}
