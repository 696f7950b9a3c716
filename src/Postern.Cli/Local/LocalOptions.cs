using System.CommandLine;

namespace Postern.Cli.Local;

/// <summary>How to bring a region and a server up on this machine.</summary>
internal sealed record LocalOptions(int ApiPort, int AwsPort, string Latency)
{
    private const string ByUpdate = "update", Nowhere = "none";

    /// <summary>Where host names are published: <c>update</c>, <c>none</c>, or the id of a hosted zone in the local region.</summary>
    public string Names { get; init; } = ByUpdate;

    public bool NamesAreUpdated => Names == ByUpdate;

    /// <summary>The hosted zone for host names; empty where they are elsewhere.</summary>
    public string HostedZone => Names is ByUpdate or Nowhere ? "" : Names;

    public string ApiUrl => $"http://127.0.0.1:{ApiPort}";
    public string AwsUrl => $"http://127.0.0.1:{AwsPort}";

    public static Option<string?> Data(string @default) => new("--data") { Description = $"Folder for everything that is kept (default: {@default})", HelpName = "DIR" };

    public static Option<string> LatencyOption()
    {
        var latency = new Option<string>("--latency") { Description = "How long AWS takes: fast (about a second a step) or aws (as long as AWS)", DefaultValueFactory = _ => "fast", HelpName = "fast|aws" };
        latency.AcceptOnlyFromAmong("fast", "aws");
        return latency;
    }

    public static Option<string> NamesOption() => new("--names")
    {
        Description = "Where host names are published: update (DNS UPDATE), none (clients use the endpoint's own name), or the id of a hosted zone of the local region's Route 53",
        DefaultValueFactory = _ => ByUpdate, HelpName = "update|none|ZONE",
    };

    public static Option<int> Port(string name, string what, int @default)
    {
        var port = new Option<int>(name) { Description = what, DefaultValueFactory = _ => @default, HelpName = "PORT" };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65535)
            {
                result.AddError($"{name} {result.GetValueOrDefault<int>()} is not a port. Choose one from 1 to 65535.");
            }
        });
        return port;
    }
}
