using Postern.Gateway.Configuration;

namespace Postern.Gateway.Tests;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Read_AllMistakesAtOnce()
    {
        var (settings, mistakes) = SettingsReader.Read(
            """{"routes":[{"name":"a","brokers":{"x":"h:1","2":"h"}}],"listeners":[{"route":"b","listen":"10000","upstream":"nowhere","certificate":"a.pem"}]}""", "/");

        Assert.Null(settings);
        Assert.Equal(7, mistakes.Count);
    }

    [Fact]
    public void Read_RoutesAndListeners()
    {
        var (settings, mistakes) = SettingsReader.Read(
            """{"version":3,"routes":[{"name":"a","brokers":{"2":"k.example.com:10001"}}],"listeners":[{"route":"a","listen":"0.0.0.0:10001","upstream":"10.0.0.2:9092","proxyProtocol":true}]}""", "/");

        Assert.Empty(mistakes);
        var listener = Assert.Single(settings!.Listeners);
        Assert.Equal(10001, listener.Listen.Port);
        Assert.True(listener.ProxyProtocol);
        Assert.Equal(new("k.example.com", 10001), listener.Route.AddressOf(2));
        Assert.Null(listener.Route.AddressOf(3));
    }
}
