using Postern.Engine.Stacks;

namespace Postern.Engine.Cloud;

/// <summary>
/// Every action of AWS that the engine can call, and the least that a policy must allow for it:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html, …/list_awselasticloadbalancingv2.html, …/list_amazoncloudwatch.html and …/list_amazonroute53.html.
/// </summary>
public static class EngineActions
{
    private const string
        Ec2 = "ec2", Elb = "elasticloadbalancing", Route53 = "route53",
        Balancer = "arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/net/" + ResourceName.Prefix + "*/*",
        Listener = "arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener/net/" + ResourceName.Prefix + "*/*/*",
        TargetGroup = "arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/" + ResourceName.Prefix + "*/*",
        EndpointService = "arn:aws:ec2:REGION:ACCOUNT:vpc-endpoint-service/*",
        HostedZone = "arn:aws:route53:::hostedzone/ZONE";

    public static IReadOnlyList<AwsAction> All { get; } =
    [
        .. Reads(Ec2, "DescribeAvailabilityZones", "DescribeVpcEndpointConnections", "DescribeVpcEndpointServiceConfigurations", "DescribeVpcEndpointServicePermissions"),
        new(Ec2, "CreateVpcEndpointServiceConfiguration", AwsScope.Made(EndpointService, ResourceTags.Owner)),
        .. Own(Ec2, EndpointService, "AcceptVpcEndpointConnections", "DeleteVpcEndpointServiceConfigurations", "ModifyVpcEndpointServiceConfiguration", "ModifyVpcEndpointServicePermissions", "RejectVpcEndpointConnections"),
        new(Ec2, "CreateTags", new AwsScope(EndpointService, "ec2:CreateAction", "CreateVpcEndpointServiceConfiguration"), AwsScope.Tagged(EndpointService, ResourceTags.Owner)),

        .. Reads(Elb, "DescribeAccountLimits", "DescribeListeners", "DescribeLoadBalancerAttributes", "DescribeLoadBalancers", "DescribeTags", "DescribeTargetGroupAttributes", "DescribeTargetGroups", "DescribeTargetHealth"),
        new(Elb, "CreateLoadBalancer", AwsScope.Made(Balancer, ResourceTags.Owner)),
        new(Elb, "CreateTargetGroup", AwsScope.Made(TargetGroup, ResourceTags.Owner)),
        .. Own(Elb, Balancer, "CreateListener", "DeleteLoadBalancer", "ModifyLoadBalancerAttributes", "SetSubnets"),
        .. Own(Elb, Listener, "DeleteListener", "ModifyListener"),
        .. Own(Elb, TargetGroup, "DeleteTargetGroup", "DeregisterTargets", "ModifyTargetGroup", "ModifyTargetGroupAttributes", "RegisterTargets"),
        // What lost its tag is known by its name and tagged again, so a tag cannot be asked for.
        new(Elb, "AddTags", new AwsScope(Balancer), new AwsScope(Listener), new AwsScope(TargetGroup)),

        .. Reads("cloudwatch", "GetMetricData"),

        new(Route53, "ChangeResourceRecordSets", new AwsScope(HostedZone)),
        new(Route53, "ListResourceRecordSets", new AwsScope(HostedZone)),
    ];

    private static IEnumerable<AwsAction> Reads(string service, params IEnumerable<string> names) => names.Select(name => new AwsAction(service, name, AwsScope.Everything));

    private static IEnumerable<AwsAction> Own(string service, string resource, params IEnumerable<string> names) =>
        names.Select(name => new AwsAction(service, name, AwsScope.Tagged(resource, ResourceTags.Owner)));
}
