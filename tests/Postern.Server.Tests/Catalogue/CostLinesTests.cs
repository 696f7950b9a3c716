using Postern.Server.Catalogue;

namespace Postern.Server.Tests.Catalogue;

public sealed class CostLinesTests
{
    [Fact]
    public void Of_BothSides_ByTheMonth()
    {
        var lines = CostLines.Of(new PriceOptions { LoadBalancerHour = 0.02m, EndpointZoneHour = 0.01m }, zones: 3);
        Assert.Equal((14.6m, "month"), (lines.Single(l => l.What == "network load balancer").Usd, lines[0].Unit));
        Assert.Equal(21.9m, lines.Single(l => l.What.Contains("(3)", StringComparison.Ordinal)).Usd);
        Assert.Equal(["provider", "provider", "customer", "customer", "customer"], lines.Select(l => l.PaidBy));
    }

    [Fact]
    public void Mistake_NegativePrice_IsNamed() => Assert.Contains("Postern:Prices", PriceOptions.Mistake(new PriceOptions { EndpointGigabyte = -1 }), StringComparison.Ordinal);
}
