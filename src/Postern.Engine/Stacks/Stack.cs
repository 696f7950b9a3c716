using System.Net;

namespace Postern.Engine.Stacks;

/// <summary>What should exist for one PrivateLink, every name and tag decided. Without a load balancer and an endpoint service it says that nothing should.</summary>
internal sealed record Stack(string Id, StackLoadBalancer? LoadBalancer, ValueList<StackRoute> Routes, StackEndpointService? Service)
{
    /// <summary>Repairs that a person has approved although they cut users, by what they replace.</summary>
    public ValueList<string> ApprovedRepairs { get; init; } = [];

    public bool IsEmpty => LoadBalancer is null;

    public static Stack Empty(string id) => new(id, null, [], null);
}

internal sealed record StackLoadBalancer(string Name, string VpcId, ValueList<string> SubnetIds, ValueList<ResourceTag> Tags);

/// <summary>One listener port with the target group behind it; both have the same tags.</summary>
internal sealed record StackRoute(string Component, int Port, string TargetGroupName, string VpcId, ValueList<IPEndPoint> Targets, bool ProxyProtocol, ValueList<ResourceTag> Tags);

internal sealed record StackEndpointService(
    string ClientToken, bool AcceptanceRequired, ValueList<string> Principals, ValueList<string> Accepted, ValueList<string> Rejected, int MaxConnections, ValueList<ResourceTag> Tags)
{
    /// <summary>What an operator has decided about an endpoint; null where nothing. What was said of the endpoint goes before what was said of its account.</summary>
    public bool? Decision(string endpointId, string account) =>
        Accepted.Contains(endpointId) ? true
        : Rejected.Contains(endpointId) ? false
        : Accepted.Contains(account) ? true
        : Rejected.Contains(account) ? false
        : null;
}
