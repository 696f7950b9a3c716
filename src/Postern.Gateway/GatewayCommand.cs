using System.Runtime.InteropServices;
using Postern.Gateway.Configuration;

namespace Postern.Gateway;

/// <summary>Runs the gateway until it is told to stop; follows its configuration file.</summary>
internal sealed class GatewayCommand(GatewayArguments arguments, ILoggerFactory loggers) : IDisposable
{
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
            await using var gateway = new Traffic.Gateway(loggers.CreateLogger<Traffic.Gateway>(), arguments.Untold);
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
        : throw new InvalidOperationException($"--from needs the service's gateway token in {TokenVariable}, or in the file that {TokenFileVariable} names. `postern service gateway-token create SERVICE` makes one");

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
