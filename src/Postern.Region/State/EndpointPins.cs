namespace Postern.Region.State;

/// <summary>
/// Which of a service's load balancers an endpoint's interface leads to: one of those in its zone, chosen when the interface is made and kept, so that they share the endpoints.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
/// </summary>
internal static class EndpointPins
{
    /// <summary>The one with the fewest interfaces so far; null where the service has none in the zone.</summary>
    public static string? Choose(RegionState state, EndpointService service, string zoneId) =>
        InZone(state, service, zoneId).MinBy(state.CountKeyed<NetworkInterface>);

    /// <summary>The load balancer that an interface leads to now; null where there is none.</summary>
    public static string? Of(RegionState state, EndpointService service, NetworkInterface networkInterface) =>
        networkInterface.LoadBalancerArn is { } pinned && service.LoadBalancerArns.Contains(pinned) ? pinned
        : state.Find<Subnet>(networkInterface.SubnetId) is { } subnet ? InZone(state, service, subnet.ZoneId).FirstOrDefault() : null;

    private static IEnumerable<string> InZone(RegionState state, EndpointService service, string zoneId) =>
        service.LoadBalancerArns.Where(a => state.Find<LoadBalancer>(a)?.Nodes.Exists(n => n.ZoneId == zoneId) == true);
}
