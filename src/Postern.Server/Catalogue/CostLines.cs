namespace Postern.Server.Catalogue;

/// <param name="PaidBy"><c>provider</c>, who runs the services, or <c>customer</c>, whose account the endpoint is in.</param>
/// <param name="Unit"><c>month</c> of 730 hours, or <c>GB</c>.</param>
internal sealed record CostLine(string PaidBy, string What, decimal Usd, string Unit);

/// <summary>What a PrivateLink costs at AWS, for both sides.</summary>
internal static class CostLines
{
    private const int HoursAMonth = 730;

    /// <param name="zones">Zones that the service has a node of its load balancer in: an endpoint can be in as many.</param>
    public static IReadOnlyList<CostLine> Of(PriceOptions prices, int zones) =>
    [
        new("provider", "network load balancer", prices.LoadBalancerHour * HoursAMonth, "month"),
        new("provider", "each capacity unit of it in use", prices.CapacityUnitHour * HoursAMonth, "month"),
        new("customer", "VPC endpoint in one zone", prices.EndpointZoneHour * HoursAMonth, "month"),
        new("customer", $"VPC endpoint in all zones of the service ({zones})", prices.EndpointZoneHour * HoursAMonth * zones, "month"),
        new("customer", "data through the endpoint", prices.EndpointGigabyte, "GB"),
    ];
}
