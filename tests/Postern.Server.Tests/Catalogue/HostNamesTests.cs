using Postern.Server.Catalogue;

namespace Postern.Server.Tests.Catalogue;

public sealed class HostNamesTests
{
    private static readonly HostNames Names = new("postern.internal");

    [Fact]
    public void PrivateLink_HasItsNumber() => Assert.Equal("privatelink-2-my-pg-demo.postern.internal", Names.PrivateLink("my-pg", "demo", 2));

    [Fact]
    public void All_HoldsEveryNameThatIsHandedOut()
    {
        var all = Names.All("my-pg", "demo").ToList();
        Assert.Contains(Names.Dynamic("my-pg", "demo"), all);
        Assert.All(Enumerable.Range(1, HostNames.MostConnections), ordinal => Assert.Contains(Names.PrivateLink("my-pg", "demo", ordinal), all));
    }

    [Fact]
    public void Fits_LongestLabelIs63()
    {
        var name = new string('a', 63 - "privatelink-16--demo".Length);
        Assert.True(Names.Fits(name, "demo"));
        Assert.False(Names.Fits(name + "a", "demo"));
    }
}
