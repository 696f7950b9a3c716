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

    /// <summary>Whatever is switched on beside it, a listener's ports are the same.</summary>
    [Theory]
    [InlineData("""{"certificate":true}""", "10000 10001 10002 10064 10065 10066")]
    [InlineData("""{"sasl":true}""", "10000 10001 10002 10064 10065 10066 11024 11025 11026 11088 11089 11090")]
    [InlineData("""{"sasl":true,"certificate":false}""", "11024 11025 11026 11088 11089 11090")]
    [InlineData("""{"sasl":true},"letsencrypt_sasl_privatelink":true,"letsencrypt_sasl":false,"x":{"sasl":false}""", "10000 10001 10002 10064 10065 10066 11024 11025 11026 11088 11089 11090 12112 12113 12114 12176 12177 12178")]
    [InlineData("""{"sasl":false},"letsencrypt_sasl_privatelink":true,"x":{}""", "10000 10001 10002 10064 10065 10066")]
    public void Of_Kafka_ByHowClientsSignIn(string methods, string ports) =>
        Assert.Equal(ports, string.Join(' ', PrivateLinkRoutes.Of(Catalogue.Find("kafka")!, $$"""{"privatelink_access":{"kafka":true},"kafka_authentication_methods":{{methods}}}""", 12000, [1, 2]).Select(route => route.Port)));

    [Fact]
    public void Listening_TellsFromPortsWhichComponentsWereOn_AndHowClientsSignedIn()
    {
        var components = Catalogue.Find("kafka")!.Components;

        var listening = components.Select(component => (component.Name, Listening: PrivateLinkRoutes.Listening(component, 12000, [10001, 11026, 12004]))).Where(component => component.Listening.Count > 0).ToList();

        Assert.Equal(["kafka", "kafka_rest"], listening.Select(component => component.Name));
        Assert.Equal([KafkaListener.Certificate, KafkaListener.Sasl], listening[0].Listening.Order());
        Assert.Equal("""{"kafka_authentication_methods":{"certificate":true,"sasl":true}}""", KafkaListeners.SettingsOf(listening[0].Listening).ToJsonString());
        Assert.Equal("{}", KafkaListeners.SettingsOf(new HashSet<KafkaListener> { KafkaListener.Certificate }).ToJsonString());
    }

    private static IEnumerable<string> Ports(string settings, params int[] ordinals) =>
        PrivateLinkRoutes.Of(Catalogue.Find("kafka")!, settings, 12000, ordinals).Select(route => $"{route.Ordinal}/{route.Broker}/{route.Port}");
}
