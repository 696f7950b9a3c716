namespace Postern.Cli.Demo;

/// <summary>The tools of a run, and what its steps have made so far.</summary>
internal sealed class DemoRun(DemoScreen screen, PosternCli postern, AwsCli provider, AwsCli customer, AwsCli stranger, string cloud, string folder, DemoService kind) : IDisposable
{
    /// <summary>The range of both sides: overlapping on purpose.</summary>
    public const string Range = "10.1.2.0/24";

    public const int Rows = 100_000;

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public DemoScreen Screen => screen;
    public PosternCli Postern => postern;
    public AwsCli Provider => provider;
    public AwsCli Customer => customer;
    public AwsCli Stranger => stranger;
    public string Cloud => cloud;

    /// <summary>For files that clients are given.</summary>
    public string Folder => folder;

    public DemoService Kind => kind;

    public string Service { get; set; } = kind.Name;
    public string ProjectVpc { get; set; } = "";
    public string Port { get; set; } = "";
    public string EndpointServiceId { get; set; } = "";
    public string EndpointServiceName { get; set; } = "";
    public string LoadBalancerArn { get; set; } = "";
    public string ProviderVpc { get; set; } = "";
    public string CustomerVpc { get; set; } = "";
    public string PrivateUri { get; set; } = "";

    /// <summary>What the customer lets through to the endpoint, as the aws command takes it.</summary>
    public string CustomerPorts => kind.CustomerPorts ?? Port;

    /// <summary>kcat with all that it needs to reach the brokers through the endpoint.</summary>
    public IReadOnlyList<string> Kcat { get; set; } = [];

    public void Dispose()
    {
        provider.Dispose();
        customer.Dispose();
        stranger.Dispose();
    }

    public static void Expect(bool held, string expected, string got)
    {
        if (!held)
        {
            throw new StepFailed(expected, got);
        }
    }
}
