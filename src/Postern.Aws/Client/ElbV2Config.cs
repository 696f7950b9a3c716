using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Postern.Aws.Wire;

namespace Postern.Aws.Client;

/// <summary>Settings of an <see cref="ElbV2Client"/>: the same as for any client of the AWS SDK, with the same environment variables.</summary>
public sealed class ElbV2Config : ClientConfig
{
    private const string SigningName = "elasticloadbalancing";

    public ElbV2Config() : base(StandardMode.Defaults)
    {
        ServiceId = "Elastic Load Balancing v2";   // also names AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2
        AuthenticationServiceName = SigningName;
    }

    public override string ServiceVersion => Dialect.ElbV2.Version;

    public override string RegionEndpointServiceName => SigningName;

    public override string UserAgent { get; } = "Postern";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? $"https://{SigningName}.{RegionEndpoint.SystemName}.{RegionEndpoint.PartitionDnsSuffix}/");
}
