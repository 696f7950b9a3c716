using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Postern.Aws.Client;

/// <summary>
/// Settings of a <see cref="Route53Client"/>: the same as for any client of the AWS SDK, with the same environment variables. Route 53 is one service for all regions
/// of a partition. https://docs.aws.amazon.com/general/latest/gr/r53.html
/// </summary>
public sealed class Route53Config : ClientConfig
{
    /// <summary>What every call is signed for, wherever the caller is.</summary>
    public const string SigningRegion = "us-east-1";

    public Route53Config() : base(StandardMode.Defaults)
    {
        ServiceId = "Route 53";   // also names AWS_ENDPOINT_URL_ROUTE_53
        AuthenticationServiceName = "route53";
        AuthenticationRegion = SigningRegion;
    }

    public override string ServiceVersion => Route53Client.Version;

    public override string RegionEndpointServiceName => "route53";

    public override string UserAgent { get; } = "Postern";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL ?? "https://route53.amazonaws.com/");
}
