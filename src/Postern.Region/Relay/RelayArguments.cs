using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <param name="Drain">How long open connections may go on once no more are taken; null where it was not said.</param>
/// <param name="TakesOver">Whether the port is taken from the relay that listens there, if one does.</param>
internal sealed record RelayArguments(IPEndPoint Listen, IPEndPoint To, string? VpcEndpointId, TimeSpan? Drain = null, bool TakesOver = false)
{
    private const int LongestDrain = 86_400;

    /// <returns>The arguments, or null and everything that is wrong with them.</returns>
    public static (RelayArguments? Arguments, IReadOnlyList<string> Mistakes) Parse(string[] args)
    {
        var mistakes = new List<string>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (args[i] == "--take-over")
            {
                values[args[i]] = "";
                i--;
            }
            else if (args[i] is not ("--listen" or "--to" or "--proxy-v2" or "--drain"))
            {
                mistakes.Add($"{args[i]} is not an option; there are --listen, --to, --proxy-v2, --drain and --take-over");
                i--;   // it may stand where an option should, so the next word is looked at by itself
            }
            else if (i + 1 == args.Length)
            {
                mistakes.Add($"{args[i]} needs a value");
                values[args[i]] = "";
            }
            else if (!values.TryAdd(args[i], args[i + 1]))
            {
                mistakes.Add($"{args[i]} is given twice");
            }
        }

        var (listen, to) = (Address("--listen", values, mistakes), Address("--to", values, mistakes));
        var endpoint = values.GetValueOrDefault("--proxy-v2");
        if (endpoint is { Length: > 0 } && (!endpoint.StartsWith("vpce-", StringComparison.Ordinal) || endpoint.Length > 64 || !endpoint.All(char.IsAscii)))
        {
            mistakes.Add($"--proxy-v2 is '{endpoint}'; give a VPC endpoint's id, such as vpce-0123456789abcdef0");
        }

        if (endpoint is not null && listen?.AddressFamily == AddressFamily.InterNetworkV6)
        {
            mistakes.Add("--proxy-v2 needs IPv4 addresses");
        }

        var takesOver = values.ContainsKey("--take-over");
        if (takesOver && !OperatingSystem.IsLinux())
        {
            mistakes.Add("--take-over needs Linux");
        }

        var drain = Seconds("--drain", values, mistakes);
        return mistakes.Count == 0 ? (new RelayArguments(listen!, to!, endpoint, drain, takesOver), []) : (null, mistakes);
    }

    private static TimeSpan? Seconds(string name, Dictionary<string, string> values, List<string> mistakes)
    {
        if (values.GetValueOrDefault(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestDrain)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        mistakes.Add($"{name} is '{text}'; give whole seconds, {LongestDrain} at most");
        return null;
    }

    private static IPEndPoint? Address(string name, Dictionary<string, string> values, List<string> mistakes)
    {
        if (!values.TryGetValue(name, out var text))
        {
            mistakes.Add($"{name} is missing; give IP:PORT");
            return null;
        }

        // A port must be there: without one, IPEndPoint reads 0.
        if (IPEndPoint.TryParse(text, out var address) && address.Port > 0)
        {
            return address;
        }

        if (text.Length > 0)
        {
            mistakes.Add($"{name} is '{text}'; give IP:PORT, such as 127.0.0.1:5432");
        }

        return null;
    }
}
