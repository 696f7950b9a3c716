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
        var all = Names.All("my-pg", "demo", "com.amazonaws.vpce.eu-west-1.vpce-svc-1").ToList();
        Assert.Contains(Names.Dynamic("my-pg", "demo"), all);
        Assert.All(Enumerable.Range(1, HostNames.MostConnections), ordinal => Assert.Contains(Names.PrivateLink("my-pg", "demo", ordinal), all));
    }

    /// <summary>Where nothing answers for the domain, clients have the endpoint's own name, and the certificate is for it.</summary>
    [Fact]
    public void PrivateLink_NotPublished_IsTheEndpointsOwnName()
    {
        const string Endpoint = "vpce-1-a.vpce-svc-1.eu-west-1.vpce.amazonaws.com";
        var names = Names with { ArePublished = false };

        Assert.Equal((Endpoint, "privatelink-2-my-pg-demo.postern.internal"), (names.PrivateLink("my-pg", "demo", 2, Endpoint), Names.PrivateLink("my-pg", "demo", 2, Endpoint)));
        Assert.Contains("*.vpce-svc-1.eu-west-1.vpce.amazonaws.com", names.All("my-pg", "demo", "com.amazonaws.vpce.eu-west-1.vpce-svc-1"));
        Assert.DoesNotContain(names.All("my-pg", "demo", null), name => name.Contains('*', StringComparison.Ordinal));
        Assert.DoesNotContain(Names.All("my-pg", "demo", "com.amazonaws.vpce.eu-west-1.vpce-svc-1"), name => name.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public void Fits_LongestLabelIs63()
    {
        var name = new string('a', 63 - "privatelink-16--demo".Length);
        Assert.True(Names.Fits(name, "demo"));
        Assert.False(Names.Fits(name + "a", "demo"));
    }

    [Theory]
    [InlineData("a-b", "c", "a", "b-c", true)]
    [InlineData("public-a", "c", "a", "c", true)]
    [InlineData("privatelink-2-a", "c", "a", "c", true)]
    [InlineData("privatelink-17-a", "c", "a", "c", false)]
    [InlineData("a", "c", "b", "c", false)]
    public void Clashing_AreServicesWithANameInCommon(string service, string project, string other, string otherProject, bool clash)
    {
        Assert.Equal(clash, Names.All(service, project, null).Intersect(Names.All(other, otherProject, null)).Any());
        Assert.Equal(clash, HostNames.Clashing(service, project).Contains($"{other}-{otherProject}"));
        Assert.Equal(clash, HostNames.Clashing(other, otherProject).Contains($"{service}-{project}"));
    }
}
