namespace Postern.Cli.Demo;

/// <summary>The tools of a run, and what its steps have made so far.</summary>
internal sealed class DemoRun(DemoScreen screen, PosternCli postern, AwsCli provider, AwsCli customer, AwsCli stranger, string cloud) : IDisposable
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

    public string Service { get; set; } = "my-pg";
    public string ProjectVpc { get; set; } = "";
    public string Port { get; set; } = "";
    public string EndpointServiceId { get; set; } = "";
    public string EndpointServiceName { get; set; } = "";
    public string LoadBalancerArn { get; set; } = "";
    public string ProviderVpc { get; set; } = "";
    public string CustomerVpc { get; set; } = "";
    public string PrivateUri { get; set; } = "";

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
