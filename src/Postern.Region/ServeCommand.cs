using System.Net.Sockets;
using Postern.Region.Relays;

namespace Postern.Region;

/// <summary><c>serve</c>: runs a region until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>NAME:BASE64 of the key that signs DNS updates; an argument would be there for everybody on the machine to read.</summary>
    private const string DnsKeyVariable = "POSTERN_DNS_KEY";

    public static async Task<int> RunAsync(string[] args)
    {
        var (options, mistakes) = RegionOptions.Parse(args);
        if (options is null)
        {
            await Console.Error.WriteLineAsync($"{string.Join('\n', mistakes)}\nUsage: {RegionOptions.Usage}");
            return 2;
        }

        if (Environment.GetEnvironmentVariable(DnsKeyVariable) is { Length: > 0 } text)
        {
            if (RegionOptions.ParseKey(text) is not { } key)
            {
                await Console.Error.WriteLineAsync($"{DnsKeyVariable} is not of the form NAME:BASE64. Set the name and the secret of an HMAC-SHA256 key.");
                return 2;
            }

            options = options with { DnsKey = key };
        }

        options = options with { Mode = options.Mode ?? RegionMode.Enter(["serve", .. args]) };
        Console.WriteLine($"mode {options.Mode.Name}: {options.Mode.Description}");
        DescriptorLimit.Raise();
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
