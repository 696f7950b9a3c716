using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

internal enum EndpointServiceState
{
    Pending,
    Available,
    Deleting,
    Failed,
}

internal sealed record ObservedEndpointService(
    string Id,
    string Name,
    EndpointServiceState State,
    bool AcceptanceRequired,
    ValueList<string> LoadBalancerArns,
    ValueList<string> Zones,
    ValueList<string> Principals,
    ValueList<ObservedConnection> Connections)
{
    /// <summary>As they are; where some of ours are missing, they are put back.</summary>
    public ValueList<ResourceTag> Tags { get; init; } = [];

    /// <summary>The connections that count against the limit and keep the service from being deleted, oldest first. What is rejected stays listed until the customer deletes it.</summary>
    public IEnumerable<ObservedConnection> Live =>
        Connections
            .Where(connection => connection.State is "available" or "pending" or "pendingAcceptance")
            .OrderBy(connection => connection.CreatedAt)
            .ThenBy(connection => connection.EndpointId, StringComparer.Ordinal);
}

/// <param name="State">As AWS says it on the wire: <c>pendingAcceptance</c>, <c>available</c>, …</param>
internal sealed record ObservedConnection(string EndpointId, string OwnerAccount, string State, string? DnsName, DateTime CreatedAt)
{
    /// <summary>Where the endpoint has network interfaces, as its zonal names tell; the interfaces themselves are the customer's.</summary>
    public ValueList<string> Zones { get; init; } = [];
}
