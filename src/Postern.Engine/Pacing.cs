using Postern.Engine.Plans;

namespace Postern.Engine;

/// <summary>When to look again.</summary>
internal static class Pacing
{
    /// <summary>A converged stack costs one call, for its connections, each time.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    /// <summary>Everything is looked at again, so that nobody's hand in the account goes unnoticed for longer.</summary>
    public static readonly TimeSpan Full = TimeSpan.FromMinutes(10);

    /// <summary>A pass that had to wait for its turn goes on with what it saw before, where that is no older.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>Quotas and rights are changed by people.</summary>
    public static readonly TimeSpan Refused = TimeSpan.FromMinutes(1);

    /// <summary>Targets that had no heartbeats by then will hardly have them a second later.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>While AWS works on something. A network load balancer takes more than two minutes, a local one a second.</summary>
    public static TimeSpan Waiting(bool isLocal) => TimeSpan.FromSeconds(isLocal ? 1 : 5);

    public static TimeSpan After(Plan plan, ReconcileOutcome outcome, bool isLocal, TimeSpan sinceFull)
    {
        if (outcome.IsRefused || plan.IsStuck)
        {
            // What AWS refused is asked for again in each pass, so it sets the pace; but the rest should get on.
            return plan.IsBuilding ? Waiting(isLocal: false) : Refused;
        }

        if (plan.IsBuilding)
        {
            return Waiting(isLocal);
        }

        var hopeful = plan.Watch.HasFlag(Watch.Health) && outcome.Routes.Any(route => route.State == RouteState.Initial) && sinceFull < Patience;
        // Whoever made an endpoint waits for it: AWS connects it within a minute, a local region within a second.
        return hopeful || outcome.Connections.Any(connection => connection.State == "pending") ? TimeSpan.FromSeconds(isLocal ? 2 : 10) : Idle;
    }
}
