using System.Net;
using Postern.Server.Runtime.Networks;

namespace Postern.Server.Tests.Runtime;

public sealed class SubnetPlanTests
{
    [Fact]
    public void Split_ThreeZones_ThreeQuarters() => Assert.Equal(
        [("eu-west-1a", "10.1.2.0/26"), ("eu-west-1b", "10.1.2.64/26"), ("eu-west-1c", "10.1.2.128/26")],
        SubnetPlan.Split("10.1.2.0/24", ["eu-west-1c", "eu-west-1a", "eu-west-1b"]));

    [Theory]
    [InlineData("10.255.240.0/20")]
    [InlineData("192.168.7.0/24")]
    public void Split_SixZones_FourThatLieInsideAndDoNotMeet(string cidr)
    {
        var whole = IPNetwork.Parse(cidr);
        var parts = SubnetPlan.Split(cidr, ["a", "b", "c", "d", "e", "f"]).Select(part => IPNetwork.Parse(part.Cidr)).ToList();
        Assert.Equal(4, parts.Distinct().Count());
        Assert.All(parts, part => Assert.True(whole.Contains(part.BaseAddress) && part.PrefixLength == whole.PrefixLength + 2));
    }
}
