using System.Runtime.InteropServices;
using Postern.Gateway.Configuration;

namespace Postern.Gateway;

/// <summary>Runs the gateway until it is told to stop; follows its configuration file.</summary>
internal sealed class GatewayCommand(string path, ILoggerFactory loggers)
{
    public const string Usage = "gateway --config FILE   Carry Kafka connections, with brokers' addresses rewritten to the route they came on";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private IReadOnlyList<string> _named = [];

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
        await Console.Out.WriteLineAsync("ready");
        using var hangUps = new SemaphoreSlim(0);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGHUP, c =>
        {
            c.Cancel = true;
            hangUps.Release();
        });
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

    private async Task<bool> ApplyAsync(Traffic.Gateway gateway)
    {
        string json;
        try
        {
            json = await File.ReadAllTextAsync(path, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"gateway: {path} cannot be read: {e.Message}");
            return false;
        }

        var (settings, mistakes) = SettingsReader.Read(json, Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (settings is not null)
        {
            mistakes = await gateway.ApplyAsync(settings);
            _named = settings.Files;
        }

        foreach (var mistake in mistakes)
        {
            await Console.Error.WriteLineAsync($"gateway: {path}: {mistake}");
        }

        return mistakes.Count == 0;
    }
}
