using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

/// <summary>The plan against the empty stack: connections, service, then (once it is gone) listeners, target groups and load balancer.</summary>
internal static class Teardown
{
    public static void Plan(ObservedStack observed, PlanDraft draft)
    {
        switch (observed.Service)
        {
            case { State: EndpointServiceState.Deleting } service:
                draft.Await(Watch.Service, $"Endpoint service {service.Id} is being deleted.");
                break;
            case { } service:
                PlanService(service, draft);
                break;
            default:
                PlanLoadBalancer(observed, draft);
                break;
        }
    }

    private static void PlanService(ObservedEndpointService service, PlanDraft draft)
    {
        // A service with live connections is not deleted: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpointServiceConfigurations.html
        var live = service.Live.Select(connection => connection.EndpointId).ToValueList();
        if (live.Count > 0)
        {
            draft.Do(new Change.RejectConnections(service.Id, live));
        }

        draft.Do(new Change.DeleteEndpointService(service.Id));
    }

    private static void PlanLoadBalancer(ObservedStack observed, PlanDraft draft)
    {
        var loadBalancer = observed.LoadBalancer is { IsOurs: true } ours ? ours : null;
        foreach (var listener in loadBalancer?.Listeners ?? [])
        {
            draft.Do(new Change.DeleteListener(listener.Arn, listener.Port));
        }

        foreach (var group in observed.TargetGroups.Where(group => group.IsOurs))
        {
            draft.Do(new Change.DeleteTargetGroup(group.Arn, group.Name));
        }

        if (loadBalancer is not null)
        {
            draft.Do(new Change.DeleteLoadBalancer(loadBalancer.Arn, ResourceName.LoadBalancer(observed.Id)));
        }
    }
}
