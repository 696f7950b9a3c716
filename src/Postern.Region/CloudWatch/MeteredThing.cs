namespace Postern.Region.CloudWatch;

/// <summary>What metrics are about: an endpoint service, one endpoint of it or one zone of it, or a load balancer. Only its owner sees them.</summary>
/// <param name="Id">Of the endpoint service; of the load balancer as its metrics name it, <c>net/NAME/ID</c>.</param>
/// <param name="EndpointId">Null where it is about all of them together.</param>
/// <param name="Zone">By its name; null where it is about all of them together.</param>
internal sealed record MeteredThing(string Account, string Region, string Namespace, string Id, string? EndpointId = null, string? Zone = null)
{
    /// <summary>https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html</summary>
    public const string PrivateLinkServices = "AWS/PrivateLinkServices";

    /// <summary>https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html</summary>
    public const string NetworkElb = "AWS/NetworkELB";

    private const string ServiceId = "Service Id", Endpoint = "VPC Endpoint Id", Az = "Az", LoadBalancer = "LoadBalancer";

    public IReadOnlyDictionary<string, string> Dimensions =>
        Namespace == NetworkElb ? new Dictionary<string, string> { [LoadBalancer] = Id }
        : EndpointId is not null ? new Dictionary<string, string> { [ServiceId] = Id, [Endpoint] = EndpointId }
        : Zone is not null ? new Dictionary<string, string> { [Az] = Zone, [ServiceId] = Id }
        : new Dictionary<string, string> { [ServiceId] = Id };

    /// <summary>Null where the region has no metrics of such dimensions.</summary>
    public static MeteredThing? Find(string account, string region, string? name, IReadOnlyDictionary<string, string> dimensions) => (name, dimensions.Count) switch
    {
        (NetworkElb, 1) when dimensions.TryGetValue(LoadBalancer, out var id) => new(account, region, NetworkElb, id),
        (PrivateLinkServices, 1) when dimensions.TryGetValue(ServiceId, out var id) => new(account, region, PrivateLinkServices, id),
        (PrivateLinkServices, 2) when dimensions.TryGetValue(ServiceId, out var id) && dimensions.TryGetValue(Endpoint, out var endpoint) => new(account, region, PrivateLinkServices, id, endpoint),
        (PrivateLinkServices, 2) when dimensions.TryGetValue(ServiceId, out var id) && dimensions.TryGetValue(Az, out var zone) => new(account, region, PrivateLinkServices, id, Zone: zone),
        _ => null,
    };
}
