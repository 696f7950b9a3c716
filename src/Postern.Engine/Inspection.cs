using System.Net;

namespace Postern.Engine;

/// <summary>What a region holds for one PrivateLink at this moment, to explain why somebody cannot connect.</summary>
/// <param name="LoadBalancer">Null where there is none of ours.</param>
/// <param name="ServiceName"><c>com.amazonaws.vpce.REGION.vpce-svc-…</c>; null where there is no endpoint service.</param>
/// <param name="Principals">Those that AWS lets connect.</param>
/// <param name="Ports">Those that are wished for.</param>
public sealed record Inspection(
    InspectedLoadBalancer? LoadBalancer, string? ServiceName, bool IsServiceAvailable, IReadOnlyList<string> Principals, IReadOnlyList<EndpointConnection> Connections, IReadOnlyList<InspectedPort> Ports);

/// <param name="IsActive">Whether it routes traffic.</param>
/// <param name="StateReason">As AWS says it.</param>
/// <param name="Zones">Names of the zones that it has a node in.</param>
/// <param name="MissingSubnets">Subnets of the network that it has no node in.</param>
/// <param name="CrossZone">Whether each of its nodes sends to the targets of all zones.</param>
public sealed record InspectedLoadBalancer(string Arn, bool IsActive, string? StateReason, IReadOnlyList<string> Zones, IReadOnlyList<string> MissingSubnets, bool CrossZone)
{
    /// <summary>Whether it will never route traffic.</summary>
    public bool HasFailed { get; init; }
}

/// <param name="HasListener">Whether the load balancer listens there and forwards to our target group.</param>
public sealed record InspectedPort(string Component, int Port, bool HasListener, IReadOnlyList<InspectedTarget> Targets);

/// <param name="State"><c>initial</c>, <c>healthy</c>, <c>unhealthy</c> or <c>draining</c>.</param>
public sealed record InspectedTarget(IPEndPoint Address, string State);
