using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine;

/// <summary>What to ask for between two full passes.</summary>
/// <param name="HealthOf">ARNs of target groups.</param>
internal sealed record LightLook(Watch Watch, bool Connections, ValueList<string> HealthOf)
{
    private const Watch Building = Watch.LoadBalancer | Watch.Service;

    /// <summary>Every so many looks, one route that was healthy is asked after, each in turn. With a look every 15 s, no minute has more than one such call.</summary>
    private const int SampleEvery = 6;

    /// <summary>A worker's timer may be a little early.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    public static LightLook For(Known known, DateTimeOffset now)
    {
        var watch = known.Plan.Watch;
        if ((watch & Building) != 0)
        {
            return new LightLook(watch & Building, Connections: false, HealthOf: []);
        }

        var connections = watch == Watch.None || now - known.ConnectionsAt >= Pacing.Idle - Slack;
        return new LightLook(Watch.None, connections, watch == Watch.None ? Sample(known) : Unhealthy(known));
    }

    /// <summary>Whether AWS has finished, or begun, something that other steps depend on.</summary>
    public static bool HasMovedOn(Plan before, Plan now) => ((before.Watch ^ now.Watch) & Building) != 0;

    private static ValueList<string> Unhealthy(Known known) =>
        known.Stack.Routes
            .Select(known.Observed.Routed)
            .OfType<ObservedTargetGroup>()
            .Where(group => !group.Registered.Any(target => target.State == TargetState.Healthy))
            .Select(group => group.Arn)
            .ToValueList();

    private static ValueList<string> Sample(Known known)
    {
        var groups = known.Stack.Routes.Select(known.Observed.Routed).OfType<ObservedTargetGroup>().ToList();
        return groups.Count > 0 && known.LightPasses % SampleEvery == SampleEvery - 1
            ? [groups[known.LightPasses / SampleEvery % groups.Count].Arn]
            : [];
    }
}
