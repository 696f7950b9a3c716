using Amazon.Runtime;
using Postern.Aws.Wire;

namespace Postern.Aws.Client;

/// <summary>CloudWatch's metrics. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html</summary>
/// <param name="credentials">Null to look where every SDK client looks: environment, profile, container, instance.</param>
public sealed class CloudWatchClient(AWSCredentials? credentials, CloudWatchConfig config) : QueryClient(credentials, config, Dialect.CloudWatch);
