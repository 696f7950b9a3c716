using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

internal static class LoadBalancerPlanner
{
    /// <summary>Whether the load balancer that bears our name, if any, can be built upon. Where not, the draft says why or makes room for a new one.</summary>
    public static bool IsUsable(StackLoadBalancer wanted, ObservedStack observed, PlanDraft draft)
    {
        switch (observed.LoadBalancer)
        {
            case { IsOurs: false }:
                draft.Refuse($"A load balancer named {wanted.Name} exists, but lacks the tag {ResourceTags.Owner}={observed.Id}, so it is not touched. Delete it, or tag it if it should be taken over.");
                return false;

            case { } other when other.VpcId != wanted.VpcId || !other.IsInternalNetwork:
                draft.Refuse($"Load balancer {wanted.Name} is not an internal network load balancer in {wanted.VpcId}, and cannot become one. Delete the PrivateLink and create it again.");
                return false;

            case { State: LoadBalancerState.Failed } failed:
                Replace(failed, observed.Service, draft);
                return false;

            default:
                return true;
        }
    }

    public static void Plan(StackLoadBalancer wanted, ObservedLoadBalancer? observed, PlanDraft draft)
    {
        if (observed is null)
        {
            draft.Do(new Change.CreateLoadBalancer(wanted));
            return;
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

    /// <summary>A failed load balancer does not heal. One that an endpoint service stands on is left to a person: a new service would have another name, which customers have written down.</summary>
    private static void Replace(ObservedLoadBalancer failed, ObservedEndpointService? service, PlanDraft draft)
    {
        var why = failed.StateReason ?? "AWS gives no reason";
        if (service?.LoadBalancerArns.Contains(failed.Arn) == true)
        {
            draft.Refuse($"The load balancer under {service.Id} failed ({why}). Delete the PrivateLink and create it again; customers then need new endpoints.");
            return;
        }

        foreach (var listener in failed.Listeners)
        {
            draft.Do(new Change.DeleteListener(listener.Arn, listener.Port));
        }

        draft.Do(new Change.DeleteLoadBalancer(failed.Arn, $"that failed ({why}), to make it again"));
        draft.Await(Watch.LoadBalancer, $"The load balancer failed ({why}) and is made again.");
    }
}
