using Postern.Engine.Stacks;

namespace Postern.Engine;

/// <summary>Where a PrivateLink is in its life, as the API shows it; <see cref="Deleted"/> means that AWS confirmed it is gone.</summary>
public enum PrivateLinkState
{
    Creating,
    Active,
    Deleting,
    Deleted,
}

/// <summary>An endpoint that is connected to the endpoint service, or wants to be.</summary>
/// <param name="EndpointId"><c>vpce-…</c></param>
/// <param name="OwnerAccount">The customer's AWS account.</param>
/// <param name="State">As AWS says it: <c>pendingAcceptance</c>, <c>pending</c>, <c>available</c>, <c>rejected</c>, …</param>
/// <param name="DnsName">The endpoint's regional name.</param>
/// <param name="CreatedAt">When the endpoint was made; the order in which connections are numbered.</param>
public sealed record EndpointConnection(string EndpointId, string OwnerAccount, string State, string? DnsName, DateTime CreatedAt)
{
    /// <summary>Availability zones in which the endpoint has a network interface, such as <c>eu-west-1a</c>.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];
}

/// <summary>What the load balancer says of the targets behind one listener port.</summary>
public enum RouteState
{
    /// <summary>The listener or its target group is not there yet.</summary>
    Pending,

    /// <summary>Targets are there, none has had its two good heartbeats yet.</summary>
    Initial,

    /// <summary>At least one target is healthy.</summary>
    Healthy,

    /// <summary>No target is healthy, so the load balancer sends traffic to all of them.</summary>
    FailOpen,
}

/// <param name="Component">The component's name in the API.</param>
/// <param name="Port">The listener's port.</param>
/// <param name="HealthyTargets">Targets that are healthy, of <paramref name="Targets"/>.</param>
public sealed record RouteHealth(string Component, int Port, RouteState State, int HealthyTargets, int Targets)
{
    /// <summary>Each target by itself, in the order of their addresses.</summary>
    public IReadOnlyList<NodeHealth> Nodes { get; init; } = [];
}

/// <param name="Address">IP and port, as registered.</param>
/// <param name="State"><c>initial</c>, <c>healthy</c> or <c>unhealthy</c>.</param>
public sealed record NodeHealth(string Address, string State);

/// <summary>A repair that would cut users, and waits for approval.</summary>
/// <param name="Id">What is replaced: a <c>vpce-svc-…</c> or an ARN, for <see cref="PrivateLinkSpec.ApprovedRepairs"/>.</param>
/// <param name="Reason">What happened, what would be done, and to whom.</param>
public sealed record PendingRepair(string Id, string Reason);

/// <summary>One AWS call that changed something, in words.</summary>
public sealed record AppliedChange(string Description, TimeSpan Elapsed);

/// <summary>What one pass found and did, and when the next one should be.</summary>
public sealed record ReconcileOutcome
{
    public required PrivateLinkState State { get; init; }

    /// <summary><c>vpce-svc-…</c>; set once the endpoint service is there.</summary>
    public string? ServiceId { get; init; }

    /// <summary><c>com.amazonaws.vpce.REGION.vpce-svc-…</c></summary>
    public string? ServiceName { get; init; }

    /// <summary>Those that AWS lets connect now, as read back from it.</summary>
    public IReadOnlyList<string> Principals { get; init; } = [];

    public IReadOnlyList<EndpointConnection> Connections { get; init; } = [];

    /// <summary>Whether everything was looked at, rather than only what changes by itself.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether AWS told what it holds; otherwise this is what it held when it last did.</summary>
    public bool IsSeen { get; init; } = true;

    public IReadOnlyList<RouteHealth> Routes { get; init; } = [];

    /// <summary>The changes that this pass made, in order.</summary>
    public IReadOnlyList<AppliedChange> Applied { get; init; } = [];

    /// <summary>Whether the changes mend what somebody else did to what had been as wished.</summary>
    public bool IsRepair { get; init; }

    /// <summary>What is waited for, or what AWS refused, in words that a user understands; null where nothing is outstanding.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether AWS refused something that waiting alone will not mend (quota, permission, invalid parameter). Repairs that wait for a word are not refused.</summary>
    public bool IsRefused { get; init; }

    /// <summary>What is left broken until a person approves that users are cut off.</summary>
    public IReadOnlyList<PendingRepair> PendingRepairs { get; init; } = [];

    /// <summary>To be handed to the next pass.</summary>
    public required StackRecord Record { get; init; }

    public required TimeSpan RequeueAfter { get; init; }
}
