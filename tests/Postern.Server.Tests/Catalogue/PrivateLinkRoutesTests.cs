using Postern.Server.Catalogue;

namespace Postern.Server.Tests.Catalogue;

public sealed class PrivateLinkRoutesTests
{
    private static readonly ServiceCatalogue Catalogue = new(["15"]);

    [Fact]
    public void Of_OnlyComponentsThatAreOnAndThere()
    {
        var type = Catalogue.Find("pg")!;
        Assert.Empty(PrivateLinkRoutes.Of(type, "{}", 12000, []));
        Assert.Empty(PrivateLinkRoutes.Of(type, """{"privatelink_access":{"pg":false,"prometheus":true}}""", 12000, []));
        var route = Assert.Single(PrivateLinkRoutes.Of(type, """{"privatelink_access":{"pg":true,"prometheus":true}}""", 12000, [1, 2]));
        Assert.Equal(("pg", 12000), (route.Component.Name, route.Port));
    }

    [Fact]
    public void Of_Kafka_OnePortForEachBrokerOfEachConnection_AndOfTheFirstBeforeItIsThere()
    {
        const string On = """{"privatelink_access":{"kafka":true}}""";
        Assert.Equal(["1/1/10000", "1/2/10001", "1/3/10002"], Ports(On));
        Assert.Equal(["1/1/10000", "1/2/10001", "1/3/10002", "3/1/10128", "3/2/10129", "3/3/10130"], Ports(On, 3, 1));
    }

    [Fact]
    public void Of_Kafka_WhatIsBesideItIsSwitchedOnByItselfAndOnlyWhereTheServiceHasIt()
    {
        Assert.Empty(Ports("""{"privatelink_access":{"schema_registry":true}}"""));
        Assert.Equal(["//12003"], Ports("""{"schema_registry":true,"kafka_rest":true,"privatelink_access":{"schema_registry":true,"kafka":false}}"""));
    }

    [Fact]
    public void AreOf_TellsFromPortsWhichComponentsWereOn()
    {
        var components = Catalogue.Find("kafka")!.Components;
        Assert.Equal(["kafka", "kafka_rest"], components.Where(component => PrivateLinkRoutes.AreOf(component, 12000, [10000, 10001, 10002, 12004])).Select(component => component.Name));
    }

    private static IEnumerable<string> Ports(string settings, params int[] ordinals) =>
        PrivateLinkRoutes.Of(Catalogue.Find("kafka")!, settings, 12000, ordinals).Select(route => $"{route.Ordinal}/{route.Broker}/{route.Port}");
}
