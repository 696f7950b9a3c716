using Postern.Engine.Cloud;

namespace Postern.Server.Preflight;

/// <summary>
/// Every action of AWS that the server calls beside the engine, and the least that a policy must allow for it:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html.
/// </summary>
internal static class ServerActions
{
    private const string
        VpcTag = "postern:vpc", PeeringTag = "postern:peering", Vpc = "arn:aws:ec2:REGION:ACCOUNT:vpc/*", Subnet = "arn:aws:ec2:REGION:ACCOUNT:subnet/*",
        Group = "arn:aws:ec2:REGION:ACCOUNT:security-group/*", Peering = "arn:aws:ec2:REGION:ACCOUNT:vpc-peering-connection/*", RouteTable = "arn:aws:ec2:REGION:ACCOUNT:route-table/*";

    /// <summary>Those that a server in AWS needs.</summary>
    public static IReadOnlyList<AwsAction> All { get; } =
    [
        .. new[] { "DescribeAvailabilityZones", "DescribeInstances", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcPeeringConnections", "DescribeVpcs" }
            .Select(name => new AwsAction("ec2", name, AwsScope.Everything)),
        new("ec2", "CreateVpc", AwsScope.Made(Vpc, VpcTag)),
        new("ec2", "CreateSubnet", AwsScope.Made(Subnet, VpcTag), AwsScope.Tagged(Vpc, VpcTag)),
        new("ec2", "CreateSecurityGroup", AwsScope.Made(Group, VpcTag), AwsScope.Tagged(Vpc, VpcTag)),
        new("ec2", "AuthorizeSecurityGroupIngress", AwsScope.Tagged(Group, VpcTag)),
        new("ec2", "DeleteSecurityGroup", AwsScope.Tagged(Group, VpcTag)),
        new("ec2", "DeleteSubnet", AwsScope.Tagged(Subnet, VpcTag)),
        new("ec2", "DeleteVpc", AwsScope.Tagged(Vpc, VpcTag)),
        new("ec2", "CreateVpcPeeringConnection", AwsScope.Made(Peering, PeeringTag), AwsScope.Tagged(Vpc, VpcTag)),
        new("ec2", "DeleteVpcPeeringConnection", AwsScope.Tagged(Peering, PeeringTag)),
        // The main route table comes with its VPC, without tags.
        new("ec2", "CreateRoute", new AwsScope(RouteTable)),
        new("ec2", "DeleteRoute", new AwsScope(RouteTable)),
        new("route53", "GetHostedZone", new AwsScope("arn:aws:route53:::hostedzone/ZONE")),
    ];

    /// <summary>Those of the tags that <see cref="All"/>'s creations put on what they make.</summary>
    public static IReadOnlyList<AwsAction> Tagging { get; } =
    [
        new("ec2", "CreateTags", [.. new[] { (Vpc, "CreateVpc"), (Subnet, "CreateSubnet"), (Group, "CreateSecurityGroup"), (Peering, "CreateVpcPeeringConnection") }
            .Select(made => new AwsScope(made.Item1, "ec2:CreateAction", made.Item2))]),
    ];

    /// <summary>Those of nodes that Postern runs itself, as it does on a local region only.</summary>
    public static IReadOnlyList<AwsAction> OfLocalNodes { get; } = [new("ec2", "RunInstances", AwsScope.Everything), new("ec2", "TerminateInstances", AwsScope.Everything)];

    /// <summary>Those that everybody may call: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html.</summary>
    public static IReadOnlyList<AwsAction> OfEverybody { get; } = [new("sts", "GetCallerIdentity", AwsScope.Everything)];
}
