using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

/// <summary>Target groups and listeners, one of each for a route.</summary>
internal static class RoutePlanner
{
    public static void PlanTargetGroups(ValueList<StackRoute> routes, ObservedStack observed, PlanDraft draft)
    {
        foreach (var route in routes)
        {
            switch (observed.TargetGroup(route.TargetGroupName))
            {
                case null:
                    draft.Do(new Change.CreateTargetGroup(route));
                    break;
                case { IsOurs: false }:
                    draft.Refuse($"A target group named {route.TargetGroupName} exists, but lacks the tag {ResourceTags.Owner}={observed.Id}, so it is not touched. Delete it, or tag it if it should be taken over.");
                    break;
                case { } group when group.CanBecome(route):
                    PlanTargetGroup(route, group, draft);
                    break;
            }
        }
    }

    public static void PlanListeners(ValueList<StackRoute> routes, ObservedStack observed, PlanDraft draft)
    {
        foreach (var route in routes)
        {
            if (observed.TargetGroup(route.TargetGroupName) is not { IsOurs: true } group || !group.CanBecome(route))
            {
                continue;
            }

            var listener = observed.Listener(route.Port);
            if (listener is not null && (listener.Protocol != "TCP" || listener.TargetGroupArn != group.Arn))
            {
                draft.Do(new Change.RepairListener(listener.Arn, route.Port, group.Arn));
            }
            else if (listener is null && observed.LoadBalancer is { State: LoadBalancerState.Active } loadBalancer)
            {
                draft.Do(new Change.CreateListener(loadBalancer.Arn, route, group.Arn));
            }
        }
    }

    /// <summary>Listeners on ports that nobody wishes for, then the target groups that no listener will use. A listener on our load balancer is ours, whoever made it: through the endpoint it would be open to customers.</summary>
    public static void PlanRemovals(Stack stack, ObservedStack observed, PlanDraft draft)
    {
        var going = Going(stack, observed, draft);
        var listeners = observed.LoadBalancer?.Listeners ?? [];
        foreach (var listener in listeners.Where(listener => !IsKept(listener, stack.Routes, observed, going)))
        {
            draft.Do(new Change.DeleteListener(listener.Arn, listener.Port));
        }

        var changed = draft.Changes.Select(change => change switch { Change.DeleteListener delete => delete.ListenerArn, Change.RepairListener repair => repair.ListenerArn, _ => null }).ToHashSet();
        var used = listeners.Where(listener => !changed.Contains(listener.Arn)).Select(listener => listener.TargetGroupArn).ToHashSet();
        foreach (var group in going.Where(group => !used.Contains(group.Arn)))
        {
            draft.Do(new Change.DeleteTargetGroup(group.Arn, group.Name));
        }
    }

    public static void PlanWaits(ValueList<StackRoute> routes, ObservedStack observed, PlanDraft draft)
    {
        foreach (var route in routes.Where(route => route.Targets.Count > 0))
        {
            if (observed.Routed(route) is not { } group || group.Registered.Any(target => target.State == TargetState.Healthy))
            {
                continue;
            }

            draft.Await(Watch.Health, group.Registered.Any(target => target.State == TargetState.Initial)
                ? $"The nodes of {route.Component} have not had two good heartbeats yet."
                : $"No node of {route.Component} answers its health check, so the load balancer sends traffic to all of them.");
        }
    }

    private static void PlanTargetGroup(StackRoute route, ObservedTargetGroup group, PlanDraft draft)
    {
        if (ResourceTags.Missing(route.Tags, group.Tags) is { Count: > 0 } missingTags)
        {
            draft.Do(new Change.TagElbObject(group.Arn, group.Name, missingTags));
        }

        if (group.HealthCheck != HealthCheck.Quickest)
        {
            draft.Do(new Change.SetHealthCheck(group.Arn, group.Name, HealthCheck.Quickest));
        }

        if (group is not { DeregistrationDelaySeconds: 0, ConnectionTermination: true } || group.ProxyProtocol != route.ProxyProtocol)
        {
            draft.Do(new Change.SetTargetGroupAttributes(group.Arn, group.Name, route.ProxyProtocol));
        }

        var registered = group.Registered.Select(target => target.Address).ToHashSet();
        var missing = route.Targets.Where(target => !registered.Contains(target)).ToValueList();
        var extra = registered.Except(route.Targets).OrderBy(target => target.ToString(), StringComparer.Ordinal).ToValueList();
        if (missing.Count > 0)
        {
            draft.Do(new Change.RegisterTargets(group.Arn, group.Name, missing));
        }
        else if (extra.Count > 0)
        {
            // Only once the new nodes are seen to be registered, so that there is always one to send traffic to.
            draft.Do(new Change.DeregisterTargets(group.Arn, group.Name, extra));
        }
    }

    /// <summary>A listener stays where its port is wished for, unless its target group has to be made again and it holds on to that one, or to another that goes.</summary>
    private static bool IsKept(ObservedListener listener, ValueList<StackRoute> routes, ObservedStack observed, List<ObservedTargetGroup> going) =>
        routes.FirstOrDefault(route => route.Port == listener.Port) is { } route
        && (observed.TargetGroup(route.TargetGroupName) is not { } group || !going.Contains(group) || !going.Exists(other => other.Arn == listener.TargetGroupArn));

    /// <summary>The target groups of ours that nobody wishes for, or that have to be made again; of the latter, not those that customers are connected through, until a person approves that they are cut off.</summary>
    private static List<ObservedTargetGroup> Going(Stack stack, ObservedStack observed, PlanDraft draft)
    {
        ValueList<string> connected = observed.Service is { } service ? EndpointServicePlanner.Connected(stack.Service!, service) : [];
        var going = new List<ObservedTargetGroup>();
        foreach (var group in observed.TargetGroups.Where(group => group.IsOurs))
        {
            var route = stack.Routes.FirstOrDefault(route => route.TargetGroupName == group.Name);
            var isInUse = route is not null && connected.Count > 0 && observed.Listener(route.Port)?.TargetGroupArn == group.Arn;
            if (route is null || (!group.CanBecome(route) && (!isInUse || stack.ApprovedRepairs.Contains(group.Arn))))
            {
                going.Add(group);
            }
            else if (!group.CanBecome(route))
            {
                draft.Ask(new Approval(group.Arn, $"Target group {group.Name} is not one for TCP to addresses in {route.VpcId} on port {route.Port}, and cannot become one. Making it again cuts the connections of {connected} to {route.Component}. It is done once you approve the repair."));
            }
        }

        return going;
    }
}
