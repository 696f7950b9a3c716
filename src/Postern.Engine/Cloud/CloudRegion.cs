using Amazon;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Postern.Aws.Client;

namespace Postern.Engine.Cloud;

/// <summary>The clients of one AWS account in one region, and the calls that it is allowed: whoever calls for it takes them from there.</summary>
public sealed class CloudRegion : IDisposable
{
    private const int LocalLimits = 10;

    public CloudRegion(CloudRegionOptions options, TimeProvider clock)
    {
        if (options.AccessKeyId is null != options.SecretAccessKey is null)
        {
            throw new ArgumentException("AccessKeyId and SecretAccessKey go together: give both, or neither to take credentials from the environment.", nameof(options));
        }

        var credentials = options.AccessKeyId is null ? null : new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey);
        var ec2 = Configure(new AmazonEC2Config(), options);
        (Region, IsLocal) = (options.Region, options.IsLocal ?? options.Endpoint is not null);
        Budget = new ApiBudget(clock, options.CallLimits ?? (IsLocal ? LocalLimits : 1));
        Ec2 = credentials is null ? new AmazonEC2Client(ec2) : new AmazonEC2Client(credentials, ec2);
        var counted = credentials is null ? new AmazonEC2Client(ec2) : new AmazonEC2Client(credentials, ec2);
        counted.BeforeRequestEvent += (_, e) => Budget.CountEc2((e as WebServiceRequestEventArgs)?.Request is { } request && request.GetType().Name.StartsWith("Describe", StringComparison.Ordinal));
        CountedEc2 = counted;
        var sts = Configure(new AmazonSecurityTokenServiceConfig(), options);
        Sts = credentials is null ? new AmazonSecurityTokenServiceClient(sts) : new AmazonSecurityTokenServiceClient(credentials, sts);
        Elb = new ElbV2Client(credentials, Configure(new ElbV2Config(), options));
        CloudWatch = new CloudWatchClient(credentials, Configure(new CloudWatchConfig(), options));
        Route53 = new Route53Client(credentials, Global(Configure(new Route53Config(), options)));
    }

    /// <summary>For example <c>eu-west-1</c>.</summary>
    public string Region { get; }

    /// <summary><see cref="CloudRegionOptions.IsLocal"/></summary>
    public bool IsLocal { get; }

    /// <summary>For the engine, which takes its calls from the budget before it makes them, and for programs that run beside a server.</summary>
    public IAmazonEC2 Ec2 { get; }

    /// <summary>The same for everybody else in a server: each call is counted when it is made, and none is held back.</summary>
    public IAmazonEC2 CountedEc2 { get; }

    public ElbV2Client Elb { get; }

    public CloudWatchClient CloudWatch { get; }

    /// <summary>Tells who the credentials are.</summary>
    public IAmazonSecurityTokenService Sts { get; }

    /// <summary>One for all regions of the account.</summary>
    public Route53Client Route53 { get; }

    /// <summary>The calls that are left, as this process counts them.</summary>
    public IReadOnlyList<CallBudget> Budgets => Budget.Levels;

    internal ApiBudget Budget { get; }

    public void Dispose()
    {
        Ec2.Dispose();
        CountedEc2.Dispose();
        Sts.Dispose();
        Elb.Dispose();
        CloudWatch.Dispose();
        Route53.Dispose();
    }

    private static TConfig Configure<TConfig>(TConfig config, CloudRegionOptions options) where TConfig : ClientConfig
    {
        // The SDK's own retries bridge a hiccup. Whatever takes longer is for the next pass, so that no worker is held up.
        (config.MaxErrorRetry, config.Timeout) = (2, TimeSpan.FromSeconds(20));
        if (options.Endpoint is { } endpoint)
        {
            (config.ServiceURL, config.AuthenticationRegion) = (endpoint.AbsoluteUri, options.Region);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        return config;
    }

    private static Route53Config Global(Route53Config config)
    {
        config.AuthenticationRegion = Route53Config.SigningRegion;
        return config;
    }
}
