namespace Postern.Region.Faults;

/// <summary>One published limit.</summary>
internal sealed record ThrottleLimit(string Bucket, int Burst, double PerSecond);

/// <summary>
/// Which buckets a call belongs to. https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/load-balancer-request-throttling.html
/// </summary>
internal static class ThrottleLimits
{
    private static readonly ThrottleLimit ElbAll = new("elb-all", 40, 10), ElbDescribe = new("elb-describe", 40, 10), ElbMutating = new("elb-mutating", 20, 3),
        ElbTargets = new("elb-targets", 20, 4), ElbCreate = new("elb-create", 10, 0.2);

    /// <param name="isUnfiltered">Whether a describe names neither ids nor filters nor a size of pages.</param>
    public static IReadOnlyList<ThrottleLimit> Of(string service, string action, bool isUnfiltered) => service switch
    {
        "ec2" => [OfEc2(action, isUnfiltered)],
        "elasticloadbalancing" => [ElbAll, OfElb(action)],
        "route53" => [new("route53", 5, 5)],   // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests
        _ => [],
    };

    private static ThrottleLimit OfEc2(string action, bool isUnfiltered) => action switch
    {
        "DescribeNetworkInterfaces" or "DescribeSecurityGroups" when isUnfiltered => new("ec2-describe-unfiltered", 50, 10),
        "CreateVpcEndpoint" or "ModifyVpcEndpoint" or "DeleteVpcEndpoints" => new(action, 4, 0.3),
        "CreateVpcEndpointServiceConfiguration" or "ModifyVpcEndpointServiceConfiguration" or "DeleteVpcEndpointServiceConfigurations"
            or "AcceptVpcEndpointConnections" or "RejectVpcEndpointConnections" => new(action, 10, 1),
        "CreateTags" or "DeleteTags" => new(action, 100, 10),
        _ when action.StartsWith("Describe", StringComparison.Ordinal) => new("ec2-describe", 100, 20),
        _ => new("ec2-mutating", 50, 5),
    };

    private static ThrottleLimit OfElb(string action) => action switch
    {
        "CreateLoadBalancer" or "SetSubnets" => ElbCreate,
        "RegisterTargets" or "DeregisterTargets" => ElbTargets,
        _ when action.StartsWith("Describe", StringComparison.Ordinal) => ElbDescribe,
        _ => ElbMutating,
    };
}
