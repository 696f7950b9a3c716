using Amazon.Runtime;
using Postern.Aws.Client;
using Postern.Aws.ElbV2;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;
using LoadBalancerState = Postern.Engine.Plans.LoadBalancerState;

namespace Postern.Engine.Cloud;

internal sealed class LoadBalancerReader(ElbV2Client elb)
{
    public async Task<LoadBalancer?> FindAsync(string name, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        try
        {
            allowance.Count();
            return await elb.SendAsync(new DescribeLoadBalancers { Names = [name] }, cancellationToken) is { LoadBalancers: [var found, ..] } ? found : null;
        }
        catch (AmazonServiceException error) when (AwsErrors.IsNotFound(error))
        {
            return null;
        }
    }

    public async Task<ObservedLoadBalancer> ReadAsync(LoadBalancer found, bool isOurs, ValueList<ResourceTag> tags, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var bare = new ObservedLoadBalancer(
            found.LoadBalancerArn!, isOurs, State(found), found.State?.Reason, found.VpcId ?? "", found is { Scheme: "internal", Type: "network" }, Subnets(found), Zones(found), CrossZone: false, Listeners: [])
        {
            Tags = tags,
        };
        if (!isOurs)
        {
            return bare;
        }

        allowance.Count();
        var attributes = await elb.SendAsync(new DescribeLoadBalancerAttributes { LoadBalancerArn = bare.Arn }, cancellationToken);
        return bare with
        {
            CrossZone = attributes.Attributes.Any(attribute => attribute is { Key: ElbAttributes.CrossZone, Value: "true" }),
            Listeners = await ReadListenersAsync(bare.Arn, allowance, cancellationToken),
        };
    }

    /// <summary>What a second look at the load balancer alone tells; null where it is gone or another one has taken its name, which calls for a full look.</summary>
    public static ObservedLoadBalancer? Refresh(ObservedLoadBalancer? before, LoadBalancer? found) =>
        before is null || found?.LoadBalancerArn != before.Arn
            ? null
            : before with { State = State(found), StateReason = found.State?.Reason, SubnetIds = Subnets(found), Zones = Zones(found) };

    private async Task<ValueList<ObservedListener>> ReadListenersAsync(string arn, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        return (await ElbPages.ListenersAsync(elb, arn, allowance, cancellationToken))
            .Select(listener => new ObservedListener(listener.ListenerArn!, listener.Port ?? 0, listener.Protocol ?? "", ForwardsTo(listener)))
            .OrderBy(listener => listener.Port)
            .ToValueList();
    }

    /// <summary>AWS answers a forward to one target group in either form, or in both.</summary>
    private static string? ForwardsTo(Listener listener) => listener.DefaultActions switch
    {
        [{ Type: "forward", ForwardConfig.TargetGroups: { Count: > 1 } }] => null,
        [{ Type: "forward", TargetGroupArn: { } arn }] => arn,
        [{ Type: "forward", ForwardConfig.TargetGroups: [{ TargetGroupArn: var arn }] }] => arn,
        _ => null,
    };

    private static LoadBalancerState State(LoadBalancer found) => found.State?.Code switch
    {
        "active" or "active_impaired" => LoadBalancerState.Active,
        "failed" => LoadBalancerState.Failed,
        _ => LoadBalancerState.Provisioning,
    };

    private static ValueList<string> Subnets(LoadBalancer found) => Sorted(found.AvailabilityZones.Select(zone => zone.SubnetId));

    private static ValueList<string> Zones(LoadBalancer found) => Sorted(found.AvailabilityZones.Select(zone => zone.ZoneName));

    private static ValueList<string> Sorted(IEnumerable<string?> items) => items.OfType<string>().Order(StringComparer.Ordinal).ToValueList();
}
