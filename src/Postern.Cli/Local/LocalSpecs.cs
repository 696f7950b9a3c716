namespace Postern.Cli.Local;

/// <summary>The command lines and settings of the two children.</summary>
internal sealed class LocalSpecs(LocalOptions options, DataDirectory data, Secrets secrets, Func<string, string?> variable)
{
    private const string DnsDomain = "postern.internal";

    public ProcessSpec Region() => new("region", Binaries.Region(variable),
        ["serve", "--data", data.RegionData, "--port", $"{options.AwsPort}", "--latency", options.Latency],
        new Dictionary<string, string> { ["POSTERN_DNS_KEY"] = secrets.DnsKey }, data.RegionLog);   // not an argument, which everybody on the machine could read

    public ProcessSpec Server(AwsKeys provider) => new("server", Binaries.Server(variable), [],
        new Dictionary<string, string>
        {
            ["Postern__Api__Url"] = options.ApiUrl,
            ["Postern__Data"] = data.ServerData,
            ["Postern__Aws__Endpoint"] = options.AwsUrl,
            ["Postern__Aws__Region"] = provider.Region,
            ["Postern__Aws__AccessKeyId"] = provider.AccessKeyId,
            ["Postern__Aws__SecretAccessKey"] = provider.SecretAccessKey,
            ["Postern__Dns__HostedZone"] = options.HostedZone,
            ["Postern__Dns__Server"] = options.NamesAreUpdated ? $"127.0.0.1:{options.AwsPort}" : "",
            ["Postern__Dns__Key"] = secrets.DnsKey,
            ["Postern__Dns__Domain"] = DnsDomain,
            ["Postern__Bootstrap__Project"] = LocalStack.Project,
            ["Postern__Bootstrap__AdminToken"] = secrets.AdminToken,
            ["Postern__Bootstrap__ReadOnlyToken"] = secrets.ReadOnlyToken,
            ["Postern__Kafka__Gateway"] = Binaries.Gateway(variable),
            ["Postern__PrivateLink__MaxEndpoints"] = "1",
        }, data.ServerLog);

    public IReadOnlyList<(string Name, string Value)> Variables(AwsKeys customer) =>
    [
        ("POSTERN_URL", options.ApiUrl),
        ("POSTERN_TOKEN", secrets.AdminToken),
        ("POSTERN_RO_TOKEN", secrets.ReadOnlyToken),
        ("POSTERN_PROJECT", LocalStack.Project),
        ("POSTERN_CLOUD", $"aws-{customer.Region}"),
        .. customer.Variables(options.AwsUrl),
        ("POSTERN_CONSOLE", $"{options.ApiUrl}/console/#token={secrets.AdminToken}"),
    ];
}
