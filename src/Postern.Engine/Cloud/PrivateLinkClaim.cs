namespace Postern.Engine.Cloud;

/// <summary>A PrivateLink as the tags of its objects in AWS tell it, for a control plane that has lost its memory of it.</summary>
/// <param name="Id">What its objects are named and tagged by.</param>
/// <param name="Tags">All tags of its endpoint service, or of its load balancer where it has none yet.</param>
/// <param name="Principals">Those that AWS lets connect.</param>
/// <param name="AcceptanceRequired">Whether each endpoint waits for an operator.</param>
/// <param name="Endpoints">How many endpoints are connected.</param>
/// <param name="Ports">Those that the load balancer listens at.</param>
public sealed record PrivateLinkClaim(
    string Id, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Principals, bool AcceptanceRequired, int Endpoints, IReadOnlyList<int> Ports);
