using Amazon;
using Postern.Engine.Cloud;

namespace Postern.Server.Preflight;

/// <summary>Where EC2 answers: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-endpoints.html.</summary>
internal static class AwsUrl
{
    public static Uri Of(CloudRegion region) =>
        new(region.Ec2.Config.ServiceURL ?? $"https://ec2.{region.Region}.{RegionEndpoint.GetBySystemName(region.Region).PartitionDnsSuffix}/");
}
