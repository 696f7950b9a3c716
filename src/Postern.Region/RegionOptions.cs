using System.Globalization;
using System.Net;
using Postern.Region.Ec2;

namespace Postern.Region;

/// <summary>A key that signs DNS updates (TSIG, HMAC-SHA256).</summary>
internal sealed record DnsKey(string Name, byte[] Secret);

/// <summary>How to run a region: the arguments of <c>serve</c>.</summary>
internal sealed record RegionOptions
{
    public const string Usage = "region serve --data DIR [--port 4566] [--address 127.0.0.1] [--latency fast|aws] [--region eu-west-1] [--throttle] [--quota NAME=NUMBER]... [--mode loopback] [--drain SECONDS]";

    private const int LongestDrain = 86_400;

    /// <summary>Where the state and the instances' files live.</summary>
    public required string Data { get; init; }

    /// <summary>Of the AWS APIs (TCP) and of DNS updates (UDP).</summary>
    public int Port { get; init; } = 4566;

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    public string LatencyName { get; init; } = LatencyProfile.Names[0];

    /// <summary>The region that the keys which are handed out are told to use; callers may sign for any.</summary>
    public string Region { get; init; } = "eu-west-1";

    /// <summary>Whether calls are throttled as AWS publishes it.</summary>
    public bool Throttle { get; init; }

    /// <summary>How networks are made; null for the best that is possible.</summary>
    public RegionMode? Mode { get; init; }

    /// <summary>How long open connections through load balancers may go on once the region is told to end.</summary>
    public TimeSpan Drain { get; init; }

    /// <summary>Quotas that are not the usual ones.</summary>
    public IReadOnlyList<(string Name, string Value)> QuotaValues { get; init; } = [];

    /// <summary>Null where nobody may publish names.</summary>
    public DnsKey? DnsKey { get; init; }

    /// <summary>Whose account holds what the control plane makes.</summary>
    public string ProviderPrincipal { get; init; } = "arn:aws:iam::210987654321:user/postern";

    public Quotas MakeQuotas()
    {
        var quotas = new Quotas();
        foreach (var (name, value) in QuotaValues)
        {
            quotas.Set(name, value);
        }

        return quotas;
    }

    /// <returns>The options, or every mistake at once.</returns>
    public static (RegionOptions? Options, IReadOnlyList<string> Mistakes) Parse(IReadOnlyList<string> args)
    {
        var options = new RegionOptions { Data = "" };
        List<string> mistakes = [];
        for (var i = 0; i < args.Count; i += 2)
        {
            if (args[i] == "--throttle")
            {
                options = options with { Throttle = true };
                i--;
                continue;
            }

            if (i + 1 == args.Count)
            {
                mistakes.Add($"{args[i]} needs a value.");
                break;
            }

            options = Set(options, args[i], args[i + 1], mistakes);
        }

        if (options.Data == "")
        {
            mistakes.Add("--data is missing. Name a folder for the region's state.");
        }

        return mistakes.Count == 0 ? (options, []) : (null, mistakes);
    }

    private static RegionOptions Set(RegionOptions options, string name, string value, List<string> mistakes)
    {
        switch (name)
        {
            case "--data":
                return options with { Data = Path.GetFullPath(value) };
            case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535:
                return options with { Port = port };
            case "--address" when IPAddress.TryParse(value, out var address):
                return options with { Address = address };
            case "--latency" when LatencyProfile.Find(value) is not null:
                return options with { LatencyName = value };
            case "--region" when Zones.IsRegion(value):
                return options with { Region = value };
            case "--mode" when value == RegionMode.Loopback.Name:
                return options with { Mode = RegionMode.Loopback };
            case "--drain" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestDrain:
                return options with { Drain = TimeSpan.FromSeconds(seconds) };
            case "--quota" when value.Split('=', 2) is [var quota, var number]:
                if (Quotas.Mistake(quota, number) is { } mistake)
                {
                    mistakes.Add(mistake);
                    return options;
                }

                return options with { QuotaValues = [.. options.QuotaValues, (quota, number)] };
            case "--quota":
                mistakes.Add($"'{value}' is not of the form NAME=NUMBER.");
                return options;
            case "--port" or "--address" or "--latency" or "--region" or "--mode" or "--drain":
                mistakes.Add($"'{value}' is not a value for {name}.");
                return options;
            default:
                mistakes.Add($"'{name}' is not an option.");
                return options;
        }
    }

    /// <summary>NAME:BASE64; null where it is not of that form.</summary>
    public static DnsKey? ParseKey(string text)
    {
        var secret = new byte[64];
        return text.Split(':') is [{ Length: > 0 } name, { Length: > 0 } base64] && Convert.TryFromBase64String(base64, secret, out var length) ? new DnsKey(name, secret[..length]) : null;
    }
}
