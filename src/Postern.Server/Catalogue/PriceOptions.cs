namespace Postern.Server.Catalogue;

/// <summary><c>Postern__Prices__…</c>: US dollars, without tax. Lists of AWS differ by region and change: set your own.</summary>
/// <remarks>Defaults: Europe (Ireland) in https://aws.amazon.com/elasticloadbalancing/pricing/ and https://aws.amazon.com/privatelink/pricing/</remarks>
internal sealed class PriceOptions
{
    /// <summary>What customers are charged for a PrivateLink, an hour; shown by the availability list.</summary>
    public decimal PrivateLinkHour { get; set; } = 0.06m;

    /// <summary>A network load balancer, an hour.</summary>
    public decimal LoadBalancerHour { get; set; } = 0.0252m;

    /// <summary>A capacity unit of a network load balancer (100,000 connections at once, or 1 GB an hour), an hour.</summary>
    public decimal CapacityUnitHour { get; set; } = 0.006m;

    /// <summary>A VPC endpoint in one zone, an hour.</summary>
    public decimal EndpointZoneHour { get; set; } = 0.011m;

    /// <summary>A gigabyte through a VPC endpoint.</summary>
    public decimal EndpointGigabyte { get; set; } = 0.01m;

    public static string? Mistake(PriceOptions options) =>
        new[] { options.PrivateLinkHour, options.LoadBalancerHour, options.CapacityUnitHour, options.EndpointZoneHour, options.EndpointGigabyte }.Any(price => price < 0)
            ? "A price in Postern:Prices is below zero. Set US dollars, 0 for nothing." : null;
}
