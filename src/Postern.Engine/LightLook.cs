using Postern.Engine.Cloud;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine;

/// <summary>Chooses what to ask for between two full passes.</summary>
internal static class LightLook
{
    /// <summary>A worker's timer may be a little early.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>How old the list of connections may be: with it, a customer's new endpoint is seen after 15 s, or 20 s where many PrivateLinks share the list.</summary>
    private static readonly TimeSpan ConnectionsAge = TimeSpan.FromSeconds(5);

    /// <summary>A converged stack asks for its connections each time, and, each second time, for one more thing in turn: with a look every 15 s that is six calls a minute.</summary>
    private static readonly Watch[] Rounds = [Watch.LoadBalancer, Watch.TargetGroups, Watch.Service, Watch.Health];

    public static Look For(Known known, DateTimeOffset now, bool isLocal)
    {
        var watch = known.Plan.Watch;
        if (known.Plan.IsBuilding)
        {
            return new Look(watch & Watch.Building, HealthOf: [], Newest(known, now - (Pacing.Waiting(isLocal) / 2)), now) { IsForItsOwn = true };
        }

        var extra = watch == Watch.None && known.LightPasses % 2 == 1 ? Rounds[known.LightPasses / 2 % Rounds.Length] : Watch.None;
        var isConnecting = known.Observed.Service?.Connections.Any(connection => connection.State == "pending") == true;
        var connections = watch == Watch.None || isConnecting || now - known.ConnectionsAt >= Pacing.Idle - Slack ? Watch.Connections : Watch.None;
        return new Look(
            (extra & ~Watch.Health) | connections,
            watch != Watch.None ? Unhealthy(known) : extra == Watch.Health ? Sample(known) : [],
            Newest(known, now - AccountLists.Age),
            Newest(known, now - ConnectionsAge));
    }

    /// <summary>Whether AWS has finished, or begun, something that other steps depend on.</summary>
    public static bool HasMovedOn(Plan before, Plan now) => ((before.Watch ^ now.Watch) & Watch.Building) != 0;

    /// <summary>Whether what AWS was waited for has come, and the rest is as it was, so that the next changes need no look at everything.</summary>
    public static bool IsEnough(Known known, ObservedStack now) =>
        !known.Stack.IsEmpty
        && known.Plan.IsBuilding
        && known.Observed.LoadBalancer?.Arn == now.LoadBalancer?.Arn
        && known.Observed.Service?.Id == now.Service?.Id;

    /// <summary>Nothing older than what is known already.</summary>
    private static DateTimeOffset Newest(Known known, DateTimeOffset age) => age > known.FullAt ? age : known.FullAt;

    private static ValueList<string> Unhealthy(Known known) =>
        known.Stack.Routes
            .Select(known.Observed.Routed)
            .OfType<ObservedTargetGroup>()
            .Where(group => !group.Registered.Any(target => target.State == TargetState.Healthy))
            .Select(group => group.Arn)
            .ToValueList();

    /// <summary>One route that was healthy, each in turn.</summary>
    private static ValueList<string> Sample(Known known)
    {
        var groups = known.Stack.Routes.Select(known.Observed.Routed).OfType<ObservedTargetGroup>().ToList();
        return groups.Count > 0 ? [groups[known.LightPasses / (2 * Rounds.Length) % groups.Count].Arn] : [];
    }
}
