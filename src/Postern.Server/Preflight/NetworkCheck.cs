using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Postern.Engine.Cloud;
using Postern.Server.Store;

namespace Postern.Server.Preflight;

/// <summary>Whether the region has zones enough, and each network that was made in it still its subnets.</summary>
internal static class NetworkCheck
{
    private const int ZonesThatSurviveOne = 2;

    /// <param name="networks">Those that the store holds for this cell.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(CloudRegion region, IReadOnlyList<ProjectVpc> networks, CancellationToken cancellationToken)
    {
        try
        {
            var zones = (await region.Ec2.DescribeAvailabilityZonesAsync(new DescribeAvailabilityZonesRequest(), cancellationToken)).AvailabilityZones
                .Count(zone => zone.State == AvailabilityZoneState.Available);
            var subnets = await region.Ec2.Paginators.DescribeSubnets(new DescribeSubnetsRequest { Filters = [new Filter("tag-key", ["postern:vpc"])] }).Subnets
                .ToDictionaryAsync(subnet => subnet.SubnetId, StringComparer.Ordinal, cancellationToken: cancellationToken);
            return [Zones(region.Region, zones), .. networks.Where(network => network.IsActive).Select(network => Judge(network, subnets))];
        }
        catch (AmazonServiceException e)
        {
            return [new(Grade.Fail, "subnets", $"They could not be read: {AwsCalls.Describe(e)}. Allow what `postern server policy` prints.")];
        }
    }

    private static Finding Zones(string region, int zones) => zones >= ZonesThatSurviveOne
        ? new(Grade.Ok, "zones", $"{region} has {zones} available")
        : new(Grade.Warn, "zones", $"{region} has {zones} available: load balancers survive no zone that fails. Use a region with more.");

    private static Finding Judge(ProjectVpc network, Dictionary<string, Subnet> subnets)
    {
        var name = network.Project is null ? $"the common network ({network.AwsVpcId})" : $"project VPC {network.Id} of {network.Project} ({network.AwsVpcId})";
        var gone = network.SubnetIds.Where(id => !subnets.TryGetValue(id, out var subnet) || subnet.VpcId != network.AwsVpcId).ToList();
        var zones = network.SubnetIds.Except(gone).Select(id => subnets[id].AvailabilityZone).Distinct(StringComparer.Ordinal).Count();
        return gone.Count > 0 ? new(Grade.Fail, "subnets", $"{name} lacks {string.Join(", ", gone)}: no load balancer can be made there. Somebody deleted them, or took their tag postern:vpc; make a new project VPC and move its services.")
            : zones < ZonesThatSurviveOne ? new(Grade.Warn, "subnets", $"{name} is in one zone only: its PrivateLinks do not survive that zone.")
            : new(Grade.Ok, "subnets", $"{name} has {network.SubnetIds.Count} in {zones} zones");
    }
}
