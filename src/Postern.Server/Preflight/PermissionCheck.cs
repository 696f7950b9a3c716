using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Aws.ElbV2;
using Postern.Engine.Cloud;
using Tag = Amazon.EC2.Model.Tag;

namespace Postern.Server.Preflight;

/// <summary>
/// Whether the actions are allowed that can be tried without changing anything: in EC2 by a dry run, in Elastic Load Balancing, which has none, by reading.
/// What changes or deletes something that is there already cannot be tried without it.
/// </summary>
internal static class PermissionCheck
{
    private const string NoOne = "0000000000000000", NoBalancer = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/net/pl-0000000000000000/0000000000000000";

    public static async Task<IReadOnlyList<Finding>> RunAsync(CloudRegion region, CancellationToken cancellationToken)
    {
        var tried = Tries(region, cancellationToken);
        var findings = new List<Finding>();
        foreach (var (action, call) in tried)
        {
            if (await AwsCalls.RefusalAsync(call) is { } refusal)
            {
                findings.Add(new(Grade.Fail, "permissions", $"{action} is refused: {refusal.TrimEnd('.')}. Allow what `postern server policy` prints."));
            }
        }

        return findings.Count > 0 ? findings : [new(Grade.Ok, "permissions", $"{tried.Count} actions that can be tried without changing anything are allowed")];
    }

    private static List<(string Action, Func<Task> Call)> Tries(CloudRegion region, CancellationToken cancel)
    {
        var (ec2, elb) = (region.Ec2, region.Elb);
        return
        [
            ("ec2:DescribeAvailabilityZones", () => ec2.DescribeAvailabilityZonesAsync(new DescribeAvailabilityZonesRequest { DryRun = true }, cancel)),
            ("ec2:DescribeInstances", () => ec2.DescribeInstancesAsync(new DescribeInstancesRequest { DryRun = true }, cancel)),
            ("ec2:DescribeRouteTables", () => ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { DryRun = true }, cancel)),
            ("ec2:DescribeSecurityGroups", () => ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { DryRun = true }, cancel)),
            ("ec2:DescribeSubnets", () => ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { DryRun = true }, cancel)),
            ("ec2:DescribeVpcPeeringConnections", () => ec2.DescribeVpcPeeringConnectionsAsync(new DescribeVpcPeeringConnectionsRequest { DryRun = true }, cancel)),
            ("ec2:DescribeVpcs", () => ec2.DescribeVpcsAsync(new DescribeVpcsRequest { DryRun = true }, cancel)),
            ("ec2:DescribeVpcEndpointConnections", () => ec2.DescribeVpcEndpointConnectionsAsync(new DescribeVpcEndpointConnectionsRequest { DryRun = true }, cancel)),
            ("ec2:DescribeVpcEndpointServiceConfigurations", () => ec2.DescribeVpcEndpointServiceConfigurationsAsync(new DescribeVpcEndpointServiceConfigurationsRequest { DryRun = true }, cancel)),
            ("ec2:CreateVpc", () => ec2.CreateVpcAsync(new CreateVpcRequest { DryRun = true, CidrBlock = "10.0.0.0/24", TagSpecifications = Tags(ResourceType.Vpc, "postern:vpc") }, cancel)),
            ("ec2:CreateVpcEndpointServiceConfiguration", () => ec2.CreateVpcEndpointServiceConfigurationAsync(
                new() { DryRun = true, NetworkLoadBalancerArns = [NoBalancer], TagSpecifications = Tags(ResourceType.VpcEndpointService, "postern:privatelink") }, cancel)),
            ("elasticloadbalancing:DescribeAccountLimits", () => elb.SendAsync(new DescribeAccountLimits(), cancel)),
            ("elasticloadbalancing:DescribeLoadBalancers", () => elb.SendAsync(new DescribeLoadBalancers { PageSize = 1 }, cancel)),
            ("elasticloadbalancing:DescribeTargetGroups", () => elb.SendAsync(new DescribeTargetGroups { PageSize = 1 }, cancel)),
        ];
    }

    private static List<TagSpecification> Tags(ResourceType type, string tag) => [new TagSpecification { ResourceType = type, Tags = [new Tag(tag, NoOne)] }];
}
