namespace Postern.Server.Store;

/// <summary>What AWS held when it was last looked at; a result, kept as one JSON column.</summary>
/// <param name="Generation">The wish that was looked at.</param>
/// <param name="SeenAt">When that was written; null before the first look.</param>
/// <param name="Principals">Those that AWS lets connect, read back from it.</param>
internal sealed record PrivateLinkStatus(long Generation, DateTime? SeenAt, IReadOnlyList<string> Principals, IReadOnlyList<EndpointStatus> Endpoints, IReadOnlyList<RouteStatus> Routes)
{
    /// <summary>Repairs that wait for approval; null in rows of older servers.</summary>
    public IReadOnlyList<RepairStatus>? Repairs { get; init; }

    /// <summary>What the next pass needs to know of this one; null in rows of older servers.</summary>
    public RecordStatus? Record { get; init; }

    public static PrivateLinkStatus None { get; } = new(0, null, [], [], []);
}

/// <param name="State">As AWS says it: <c>pendingAcceptance</c>, <c>available</c>, <c>rejected</c>, …</param>
internal sealed record EndpointStatus(string EndpointId, string OwnerAccount, string State, DateTime CreatedAt)
{
    /// <summary>Where it has network interfaces; null in rows of older servers.</summary>
    public IReadOnlyList<string>? Zones { get; init; }
}

/// <param name="State"><c>pending</c>, <c>initial</c>, <c>healthy</c> or <c>fail-open</c>.</param>
internal sealed record RouteStatus(string Component, int Port, string State, int HealthyTargets, int Targets)
{
    /// <summary>Each target; null in rows of older servers.</summary>
    public IReadOnlyList<NodeStatus>? Nodes { get; init; }
}

/// <param name="Address">IP and port.</param>
/// <param name="State"><c>initial</c>, <c>healthy</c> or <c>unhealthy</c>.</param>
internal sealed record NodeStatus(string Address, string State);

/// <param name="Id">What would be replaced.</param>
internal sealed record RepairStatus(string Id, string Reason);

/// <summary>AWS's names of what was ours, and who was connected to it.</summary>
internal sealed record RecordStatus(string? LoadBalancer, IReadOnlyList<string> TargetGroups, string? Service, IReadOnlyList<string> Connected);
