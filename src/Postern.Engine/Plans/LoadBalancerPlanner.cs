using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

internal static class LoadBalancerPlanner
{
    /// <summary>Whether the load balancer that bears our name, if any, is ours. Where not, the draft says why it is not touched.</summary>
    public static bool IsUsable(StackLoadBalancer wanted, ObservedStack observed, PlanDraft draft)
    {
        if (observed.LoadBalancer is { IsOurs: false })
        {
            draft.Refuse($"A load balancer named {wanted.Name} exists, but lacks the tag {ResourceTags.Owner}={observed.Id}, so it is not touched. Delete it, or tag it if it should be taken over.");
            return false;
        }

        return true;
    }

    public static void Plan(StackLoadBalancer wanted, ObservedLoadBalancer? observed, PlanDraft draft)
    {
        if (observed is null)
        {
            draft.Do(new Change.CreateLoadBalancer(wanted));
            return;
        }

        if (ResourceTags.Missing(wanted.Tags, observed.Tags) is { Count: > 0 } missing)
        {
            draft.Do(new Change.TagElbObject(observed.Arn, wanted.Name, missing));
        }

        if (!observed.CrossZone)
        {
            draft.Do(new Change.EnableCrossZone(observed.Arn));
        }

        if (observed.State != LoadBalancerState.Active)
        {
            draft.Await(Watch.LoadBalancer, "The load balancer is being provisioned.");
        }
        else if (wanted.SubnetIds.Except(observed.SubnetIds).Any())
        {
            // Zones are only ever added: one that an endpoint service uses cannot be taken away, and customers' endpoints may stand in it.
            // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSubnets.html
            draft.Do(new Change.SetSubnets(observed.Arn, observed.SubnetIds.Union(wanted.SubnetIds).Order(StringComparer.Ordinal).ToValueList()));
        }
    }
}
