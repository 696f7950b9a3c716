using Postern.Region.State;

namespace Postern.Region;

/// <summary>What moves on by itself when its time has come. Pure: the row as it is next, or null where it ends.</summary>
internal static class Lifecycle
{
    public static readonly TimeSpan TerminatedIsShownFor = TimeSpan.FromMinutes(1);

    /// <summary>AWS shows rejected and deleted peering connections for about two hours: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle</summary>
    public static readonly TimeSpan EndedPeeringIsShownFor = TimeSpan.FromHours(2);

    public static Resource? Next(Resource row, DateTimeOffset now) => row switch
    {
        LoadBalancer { State: LoadBalancer.Provisioning } l => l with { State = LoadBalancer.Active, DueAt = null },
        EndpointService { State: EndpointService.Pending } s => s with { State = EndpointService.Available, DueAt = null },
        EndpointService { State: EndpointService.Deleting } => null,
        VpcEndpoint { State: VpcEndpoint.Pending } e => e with { State = VpcEndpoint.Available, DueAt = null },
        VpcEndpoint { State: VpcEndpoint.Deleting } => null,
        Instance { State: Instance.Pending } i => i with { State = Instance.Running, DueAt = null },
        Instance { State: Instance.ShuttingDown } i => i with { State = Instance.Terminated, DueAt = now + TerminatedIsShownFor },
        Instance { State: Instance.Terminated } => null,
        TargetGroup g => AfterDraining(g, now),
        PeeringConnection { State: PeeringConnection.PendingAcceptance } p => p with { State = PeeringConnection.Expired, DueAt = now + EndedPeeringIsShownFor },
        PeeringConnection => null,
        Credential => null,
        _ => row with { DueAt = null },
    };

    /// <summary>A group without the targets whose draining is over.</summary>
    public static TargetGroup AfterDraining(TargetGroup group, DateTimeOffset now)
    {
        var targets = group.Targets.RemoveAll(t => t.DrainingUntil <= now);
        return group with { Targets = targets, DueAt = targets.Min(t => t.DrainingUntil) };
    }
}
