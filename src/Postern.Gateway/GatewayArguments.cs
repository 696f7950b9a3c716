using System.Net;

namespace Postern.Gateway;

/// <summary>The command line.</summary>
/// <param name="From">The control plane that the configuration comes from; null where others write the file.</param>
/// <param name="Node">As which registered node it asks.</param>
/// <param name="Fetch">Whether to write what the control plane has, and end.</param>
/// <param name="Metrics">Where metrics are read; null for nowhere.</param>
/// <param name="Untold">An address whose connections are left out of the log where they end in good order; null for none.</param>
internal sealed record GatewayArguments(string Config, bool Check, Uri? From, string? Node, bool Fetch, IPEndPoint? Metrics, IPAddress? Untold = null)
{
    /// <returns>What was asked for, or all mistakes.</returns>
    public static (GatewayArguments? Arguments, IReadOnlyList<string> Mistakes) Parse(IReadOnlyList<string> args)
    {
        var (given, mistakes) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--check" or "--fetch":
                    given[args[i]] = "";
                    break;
                case "--config" or "--from" or "--node" or "--metrics" or "--untold" when i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal):
                    given[args[i]] = args[++i];
                    break;
                case "--config" or "--from" or "--node" or "--metrics" or "--untold":
                    mistakes.Add($"{args[i]} needs a value");
                    break;
                default:
                    mistakes.Add($"'{args[i]}' is not known");
                    break;
            }
        }

        Uri? from = null;
        IPEndPoint? metrics = null;
        IPAddress? untold = null;
        if (!given.TryGetValue("--config", out var config))
        {
            mistakes.Add("give --config FILE");
        }

        if (given.TryGetValue("--from", out var url) && !(Uri.TryCreate(url, UriKind.Absolute, out from) && from.Scheme is "http" or "https"))
        {
            mistakes.Add($"--from is '{url}'; give the control plane's URL, such as https://postern.example.com");
        }

        if (given.TryGetValue("--metrics", out var at) && !(IPEndPoint.TryParse(at, out metrics) && metrics.Port > 0))
        {
            mistakes.Add($"--metrics is '{at}'; give ADDRESS:PORT, such as 127.0.0.1:9404");
        }

        if (given.TryGetValue("--untold", out var who) && !IPAddress.TryParse(who, out untold))
        {
            mistakes.Add($"--untold is '{who}'; give an IP address, such as 127.0.0.1");
        }

        if (given.ContainsKey("--from") != given.ContainsKey("--node"))
        {
            mistakes.Add("--from and --node belong together: where the configuration comes from, and for which registered node");
        }

        if (given.ContainsKey("--fetch") && !given.ContainsKey("--from"))
        {
            mistakes.Add("--fetch needs --from and --node");
        }

        return mistakes.Count > 0 ? (null, mistakes) : (new GatewayArguments(config!, given.ContainsKey("--check"), from, given.GetValueOrDefault("--node"), given.ContainsKey("--fetch"), metrics, untold), mistakes);
    }
}
