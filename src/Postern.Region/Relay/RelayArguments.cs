using System.Net;
using System.Net.Sockets;

namespace Postern.Region.Relays;

internal sealed record RelayArguments(IPEndPoint Listen, IPEndPoint To, string? VpcEndpointId)
{
    /// <returns>The arguments, or null and everything that is wrong with them.</returns>
    public static (RelayArguments? Arguments, IReadOnlyList<string> Mistakes) Parse(string[] args)
    {
        var mistakes = new List<string>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (args[i] is not ("--listen" or "--to" or "--proxy-v2"))
            {
                mistakes.Add($"{args[i]} is not an option; there are --listen, --to and --proxy-v2");
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

        return mistakes.Count == 0 ? (new RelayArguments(listen!, to!, endpoint), []) : (null, mistakes);
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
