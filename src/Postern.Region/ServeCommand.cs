using System.Net.Sockets;

namespace Postern.Region;

/// <summary><c>serve</c>: runs a region until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var (options, mistakes) = RegionOptions.Parse(args);
        if (options is null)
        {
            await Console.Error.WriteLineAsync($"{string.Join('\n', mistakes)}\nUsage: {RegionOptions.Usage}");
            return 2;
        }

        if (RegionMode.Enter(["serve", .. args]) is { } obstacle)
        {
            await Console.Error.WriteLineAsync(obstacle);
            return 1;
        }

        try
        {
            await using var app = RegionHost.Build(options, TimeProvider.System);
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"The region could not start at {options.Address}:{options.Port} with {options.Data}: {e.Message}");
            return 1;
        }
    }
}
