using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;
using Elb = Postern.Aws.ElbV2;

namespace Postern.Engine.Cloud;

/// <summary>What is sent to AWS for a change.</summary>
internal static class AwsRequests
{
    public static Elb.CreateLoadBalancer Request(StackLoadBalancer wanted) =>
        new() { Name = wanted.Name, Type = "network", Scheme = "internal", IpAddressType = "ipv4", Subnets = wanted.SubnetIds, Tags = Tags(wanted.Tags) };

    public static Elb.CreateTargetGroup Request(StackRoute wanted) => new()
    {
        Name = wanted.TargetGroupName,
        Protocol = "TCP",
        Port = wanted.Port,
        VpcId = wanted.VpcId,
        TargetType = "ip",
        IpAddressType = "ipv4",
        HealthCheckEnabled = true,
        HealthCheckProtocol = HealthCheck.Quickest.Protocol,
        HealthCheckPort = HealthCheck.Quickest.Port,
        HealthCheckIntervalSeconds = HealthCheck.Quickest.IntervalSeconds,
        HealthCheckTimeoutSeconds = HealthCheck.Quickest.TimeoutSeconds,
        HealthyThresholdCount = HealthCheck.Quickest.HealthyThreshold,
        UnhealthyThresholdCount = HealthCheck.Quickest.UnhealthyThreshold,
        Tags = Tags(wanted.Tags),
    };

    public static Elb.ModifyTargetGroup Request(Change.SetHealthCheck change) => new()
    {
        TargetGroupArn = change.TargetGroupArn,
        HealthCheckEnabled = true,
        HealthCheckProtocol = change.HealthCheck.Protocol,
        HealthCheckPort = change.HealthCheck.Port,
        HealthCheckIntervalSeconds = change.HealthCheck.IntervalSeconds,
        HealthCheckTimeoutSeconds = change.HealthCheck.TimeoutSeconds,
        HealthyThresholdCount = change.HealthCheck.HealthyThreshold,
        UnhealthyThresholdCount = change.HealthCheck.UnhealthyThreshold,
    };

    public static CreateVpcEndpointServiceConfigurationRequest Request(Change.CreateEndpointService change) => new()
    {
        // No SDK makes this token up; without it a lost answer would leave two services behind.
        ClientToken = change.ClientToken,
        AcceptanceRequired = change.Service.AcceptanceRequired,
        NetworkLoadBalancerArns = [change.LoadBalancerArn],
        TagSpecifications = [new() { ResourceType = ResourceType.VpcEndpointService, Tags = Ec2Tags(change.Service.Tags) }],
    };

    public static ModifyVpcEndpointServiceConfigurationRequest Request(Change.ModifyEndpointService change) => new()
    {
        ServiceId = change.ServiceId,
        AcceptanceRequired = change.AcceptanceRequired,
        AddNetworkLoadBalancerArns = List(change.AddLoadBalancers),
        RemoveNetworkLoadBalancerArns = List(change.RemoveLoadBalancers),
    };

    public static Elb.Action[] Forward(string targetGroupArn) => [new() { Type = "forward", TargetGroupArn = targetGroupArn }];

    public static Elb.TargetDescription[] Targets(IEnumerable<IPEndPoint> targets) => [.. targets.Select(target => new Elb.TargetDescription { Id = target.Address.ToString(), Port = target.Port })];

    public static Elb.Tag[] Tags(IEnumerable<ResourceTag> tags) => [.. tags.Select(tag => new Elb.Tag { Key = tag.Key, Value = tag.Value })];

    public static List<Tag> Ec2Tags(IEnumerable<ResourceTag> tags) => [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];

    /// <summary>The SDK leaves out a list that is null, but an empty one may be sent.</summary>
    public static List<string>? List(ValueList<string> items) => items.Count == 0 ? null : [.. items];
}
