using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

/// <summary>The endpoint service, who may connect to it, and who is connected.</summary>
internal static class EndpointServicePlanner
{
    private const string Waiting = "pendingAcceptance";

    public static void Plan(Stack stack, StackEndpointService wanted, ObservedStack observed, PlanDraft draft)
    {
        var loadBalancer = observed.LoadBalancer is { State: LoadBalancerState.Active } active ? active : null;
        switch (observed.Service)
        {
            case null when loadBalancer is not null:
                PlanCreation(stack, wanted, observed.Lost, loadBalancer, draft);
                break;
            case { State: EndpointServiceState.Pending } service:
                draft.Await(Watch.Service, $"Endpoint service {service.Id} is being set up.");
                break;
            case { State: EndpointServiceState.Deleting } service:
                draft.Await(Watch.Service, $"Endpoint service {service.Id} is being deleted, though not by Postern; it is made again afterwards.");
                break;
            case { } service:
                PlanTags(wanted, service, draft);
                PlanSettings(wanted, service, loadBalancer, draft);
                PlanPermissions(wanted, service, draft);
                PlanConnections(wanted, service, draft);
                break;
        }
    }

    private static void PlanCreation(Stack stack, StackEndpointService wanted, LostService? lost, ObservedLoadBalancer loadBalancer, PlanDraft draft)
    {
        if (lost is null)
        {
            draft.Do(new Change.CreateEndpointService(wanted, wanted.ClientToken, loadBalancer.Arn));
        }
        else if (Replacement.MayReplace($"Endpoint service {lost.Id} is gone.", lost.Id, lost.Connected, stack, draft))
        {
            draft.Do(new Change.CreateEndpointService(wanted, $"{wanted.ClientToken}-{lost.Id}", loadBalancer.Arn));
        }
    }

    private static void PlanTags(StackEndpointService wanted, ObservedEndpointService service, PlanDraft draft)
    {
        if (ResourceTags.Missing(wanted.Tags, service.Tags) is { Count: > 0 } missing)
        {
            draft.Do(new Change.TagEndpointService(service.Id, missing));
        }
    }

    private static void PlanSettings(StackEndpointService wanted, ObservedEndpointService service, ObservedLoadBalancer? loadBalancer, PlanDraft draft)
    {
        if (loadBalancer is null)
        {
            return;
        }

        bool? acceptance = service.AcceptanceRequired == wanted.AcceptanceRequired ? null : wanted.AcceptanceRequired;
        ValueList<string> add = service.LoadBalancerArns.Contains(loadBalancer.Arn) ? [] : [loadBalancer.Arn];
        var remove = service.LoadBalancerArns.Where(arn => arn != loadBalancer.Arn).Order(StringComparer.Ordinal).ToValueList();
        if (acceptance is not null || add.Count + remove.Count > 0 || loadBalancer.Zones.Except(service.Zones).Any())
        {
            draft.Do(new Change.ModifyEndpointService(service.Id, acceptance, add, remove));
        }
    }

    private static void PlanPermissions(StackEndpointService wanted, ObservedEndpointService service, PlanDraft draft)
    {
        var add = wanted.Principals.Except(service.Principals).Order(StringComparer.Ordinal).ToValueList();
        var remove = service.Principals.Except(wanted.Principals).Order(StringComparer.Ordinal).ToValueList();
        if (add.Count + remove.Count > 0)
        {
            draft.Do(new Change.ModifyPermissions(service.Id, add, remove));
        }
    }

    private static void PlanConnections(StackEndpointService wanted, ObservedEndpointService service, PlanDraft draft)
    {
        var (accepted, rejected) = Decide(wanted, service);
        if (rejected.Count > 0)
        {
            draft.Do(new Change.RejectConnections(service.Id, rejected));
        }

        // Switching acceptance off does not accept those that already wait: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
        if (accepted.Count > 0)
        {
            draft.Do(new Change.AcceptConnections(service.Id, accepted));
        }
    }

    /// <summary>Those that are connected, or on their way to be, and those that are let in now: else it would depend on which change came first whether anybody is cut off.</summary>
    public static ValueList<string> Connected(StackEndpointService wanted, ObservedEndpointService service) =>
        service.Live.Where(connection => connection.State != Waiting).Select(connection => connection.EndpointId).Union(Decide(wanted, service).Accepted).ToValueList();

    /// <summary>The endpoints whose turn it is to be connected, and those that may not be.</summary>
    private static (ValueList<string> Accepted, ValueList<string> Rejected) Decide(StackEndpointService wanted, ObservedEndpointService service)
    {
        var live = service.Live.Where(connection => Decision(wanted, connection) != false).ToList();
        var connected = live.Where(connection => connection.State != Waiting).ToList();
        var waiting = live.Where(connection => connection.State == Waiting && (!wanted.AcceptanceRequired || Decision(wanted, connection) == true)).ToList();
        var accepted = waiting.Take(Math.Max(0, wanted.MaxConnections - connected.Count)).ToList();
        var excess = connected.Skip(wanted.MaxConnections).Concat(waiting.Except(accepted)).ToHashSet();
        var rejected = service.Live.Where(connection => Decision(wanted, connection) == false || excess.Contains(connection));
        return (accepted.Select(connection => connection.EndpointId).ToValueList(), rejected.Select(connection => connection.EndpointId).ToValueList());
    }

    private static bool? Decision(StackEndpointService wanted, ObservedConnection connection) => wanted.Decision(connection.EndpointId, connection.OwnerAccount);
}
