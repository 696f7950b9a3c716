using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

/// <summary>
/// Compares what should exist with what does, and says what can be done now. All order is here: what a change needs is either observed,
/// or the change is left for the plan of the next observation. Nothing that lacks our tag is ever touched.
/// </summary>
internal static class Planner
{
    public static Plan Plan(Stack stack, ObservedStack observed)
    {
        var draft = new PlanDraft();
        if (stack is not { LoadBalancer: { } loadBalancer, Service: { } service })
        {
            Teardown.Plan(observed, draft);
        }
        else if (Replacement.Cause(loadBalancer, observed) is { } cause)
        {
            Replacement.Plan(cause, stack, observed, draft);
        }
        else if (LoadBalancerPlanner.IsUsable(loadBalancer, observed, draft))
        {
            LoadBalancerPlanner.Plan(loadBalancer, observed.LoadBalancer, draft);
            RoutePlanner.PlanTargetGroups(stack.Routes, observed, draft);
            RoutePlanner.PlanListeners(stack.Routes, observed, draft);
            EndpointServicePlanner.Plan(stack, service, observed, draft);

            // What goes comes last: nobody loses a route because something new was slow to come.
            RoutePlanner.PlanRemovals(stack, observed, draft);
            RoutePlanner.PlanWaits(stack.Routes, observed, draft);
        }

        return draft.Finish();
    }
}
