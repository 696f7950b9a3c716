using System.Net;

namespace Postern.Engine.Stacks;

/// <summary>One way into a service: a listener port on the load balancer and the nodes behind it.</summary>
/// <param name="Component">The component's name in the API, such as <c>pg</c> or <c>kafka</c>.</param>
/// <param name="Port">The listener's port; stable for the life of the service and unique on its load balancer.</param>
/// <param name="Nodes">Private address and port of each node, in the service's VPC.</param>
/// <param name="ProxyProtocol">Whether the load balancer tells the nodes who connects, and through which endpoint, by a PROXY protocol v2 header.</param>
public sealed record Route(string Component, int Port, IReadOnlyList<IPEndPoint> Nodes, bool ProxyProtocol = false);
