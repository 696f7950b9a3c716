using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

/// <summary>What does not heal and cannot be changed into what is wished for: it goes, and is made again. Where customers are connected, a person decides, because a new endpoint service has another name.</summary>
internal static class Replacement
{
    /// <summary>What is wrong, as a sentence; null where all of it can be built upon.</summary>
    public static string? Cause(StackLoadBalancer wanted, ObservedStack observed) => observed switch
    {
        { LoadBalancer.IsOurs: false } => null,
        { LoadBalancer: { } other } when other.VpcId != wanted.VpcId || !other.IsInternalNetwork => $"Load balancer {wanted.Name} is not an internal network load balancer in {wanted.VpcId}, and cannot become one.",
        { LoadBalancer: { State: LoadBalancerState.Failed } failed } => $"Load balancer {wanted.Name} failed ({failed.StateReason ?? "AWS gives no reason"}).",
        { Service: { State: EndpointServiceState.Failed } failed } => $"Endpoint service {failed.Id} failed.",
        _ => null,
    };

    public static void Plan(string cause, Stack stack, ObservedStack observed, PlanDraft draft)
    {
        switch (observed)
        {
            case { Service: { State: not EndpointServiceState.Deleting } service }:
                if (MayReplace(cause, service.Id, service.Live.Select(connection => connection.EndpointId).ToValueList(), stack, draft))
                {
                    Teardown.Plan(observed, draft);
                }

                break;
            case { Service: { } going }:
                draft.Await(Watch.Service, $"{cause} Endpoint service {going.Id} is being deleted, to be made again.");
                break;
            case { LoadBalancer: { } loadBalancer }:
                foreach (var listener in loadBalancer.Listeners)
                {
                    draft.Do(new Change.DeleteListener(listener.Arn, listener.Port));
                }

                draft.Do(new Change.DeleteLoadBalancer(loadBalancer.Arn, $"{stack.LoadBalancer!.Name}, to make it again"));
                draft.Await(Watch.LoadBalancer, $"{cause} It is made again.");
                break;
        }
    }

    /// <summary>Whether nobody needs the endpoint service, or a person has approved that its users are cut off; where not, that is asked for.</summary>
    public static bool MayReplace(string cause, string serviceId, ValueList<string> connected, Stack stack, PlanDraft draft)
    {
        if (connected.Count == 0 || stack.ApprovedRepairs.Contains(serviceId))
        {
            return true;
        }

        draft.Ask(new Approval(serviceId, $"{cause} A new endpoint service in place of {serviceId} has another name, so that the owners of {connected} need new endpoints. It is made once you approve the repair."));
        return false;
    }
}
