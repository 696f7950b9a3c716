using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Postern.Aws.Wire;

namespace Postern.Aws.Client;

/// <summary>Settings of a <see cref="CloudWatchClient"/>: the same as for any client of the AWS SDK, with the same environment variables.</summary>
public sealed class CloudWatchConfig : ClientConfig
{
    private const string SigningName = "monitoring";

    public CloudWatchConfig() : base(StandardMode.Defaults)
    {
        ServiceId = "CloudWatch";   // also names AWS_ENDPOINT_URL_CLOUDWATCH
        AuthenticationServiceName = SigningName;
    }

    public override string ServiceVersion => Dialect.CloudWatch.Version;

    public override string RegionEndpointServiceName => SigningName;

    public override string UserAgent { get; } = "Postern";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? $"https://{SigningName}.{RegionEndpoint.SystemName}.{RegionEndpoint.PartitionDnsSuffix}/");
}
