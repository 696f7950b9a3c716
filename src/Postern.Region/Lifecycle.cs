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
        LoadBalancer { State: LoadBalancer.Provisioning } l => Provisioned(l) with { DueAt = null, Outcome = null },
        EndpointService { State: EndpointService.Pending } s => s with { State = s.Outcome == Resource.Fails ? EndpointService.Failed : EndpointService.Available, DueAt = null, Outcome = null },
        EndpointService { State: EndpointService.Deleting } => null,
        VpcEndpoint { State: VpcEndpoint.Pending, Outcome: Resource.Fails } e => e with { State = VpcEndpoint.Failed, FailureReason = "The network interfaces of the endpoint could not be provisioned", DueAt = null, Outcome = null },
        VpcEndpoint { State: VpcEndpoint.Pending } e => e with { State = VpcEndpoint.Available, DueAt = null, Outcome = null },
        VpcEndpoint { State: VpcEndpoint.PendingAcceptance } e => e with { State = VpcEndpoint.Expired, DueAt = null, Outcome = null },
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

    private static LoadBalancer Provisioned(LoadBalancer loadBalancer) => loadBalancer.Outcome switch
    {
        Resource.Fails => loadBalancer with { State = LoadBalancer.Failed, StateReason = "The load balancer could not be provisioned: there is no capacity in a subnet" },
        Resource.Impaired => loadBalancer with { State = LoadBalancer.ActiveImpaired, StateReason = "The load balancer routes traffic but does not have the resources that it needs to scale" },
        _ => loadBalancer with { State = LoadBalancer.Active },
    };

    /// <summary>A group without the targets whose draining is over.</summary>
    public static TargetGroup AfterDraining(TargetGroup group, DateTimeOffset now)
    {
        var targets = group.Targets.RemoveAll(t => t.DrainingUntil <= now);
        return group with { Targets = targets, DueAt = targets.Min(t => t.DrainingUntil) };
    }
}
