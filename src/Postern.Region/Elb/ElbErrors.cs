using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Ec2;
using Postern.Region.State;

namespace Postern.Region.Elb;

/// <summary>Elastic Load Balancing's refusals that several actions share.</summary>
internal static class ElbErrors
{
    private const int MostPerDescribe = 20;

    /// <summary>A describe takes at most 20 names or ARNs. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html</summary>
    public static void RequireFew(string nouns, int count)
    {
        if (count > MostPerDescribe)
        {
            throw Validation($"Up to {MostPerDescribe} {nouns} can be named in one call; this names {count}. Leave the names out and follow the marker instead.");
        }
    }

    public static AwsException Validation(string message) => AwsException.Bad("ValidationError", message);

    public static LoadBalancer RequireLoadBalancer(this RegionState state, Caller caller, string? arn) =>
        state.Find<LoadBalancer>(caller, arn) ?? throw AwsException.Bad("LoadBalancerNotFound", $"Load balancer '{arn}' not found");

    public static TargetGroup RequireTargetGroup(this RegionState state, Caller caller, string? arn) =>
        state.Find<TargetGroup>(caller, arn) ?? throw AwsException.Bad("TargetGroupNotFound", $"Target groups '{arn}' not found");

    public static Listener RequireListener(this RegionState state, Caller caller, string? arn) =>
        state.Find<Listener>(caller, arn) ?? throw AwsException.Bad("ListenerNotFound", $"One or more listeners not found: '{arn}'");

    public static IEnumerable<Listener> ListenersOf(this RegionState state, LoadBalancer loadBalancer) => state.Keyed<Listener>(loadBalancer.Id);

    /// <summary>The listeners that forward to a target group; without one the group's targets are unused.</summary>
    public static IEnumerable<Listener> ListenersTo(this RegionState state, TargetGroup group) => state.Keyed<Listener>(group.Id);
}
