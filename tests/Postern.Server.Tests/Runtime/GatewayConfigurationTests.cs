using System.Text.Json.Nodes;
using Postern.Server.Runtime.Kafka;

namespace Postern.Server.Tests.Runtime;

public sealed class GatewayConfigurationTests
{
    private static readonly GatewayRoute First = new("privatelink-1", "one.example.com", new Dictionary<int, int> { [2] = 10001, [1] = 10000 }, [new("127.0.0.1", ProxyProtocol: false), new("10.0.0.9", ProxyProtocol: true)]);
    private static readonly GatewayRoute Second = new("privatelink-2", "two.example.com", new Dictionary<int, int> { [1] = 10002, [2] = 10003 }, [new("0.0.0.0", ProxyProtocol: false)]);
    private static readonly Dictionary<int, GatewayUpstream> Upstreams = new() { [1] = new("10.0.0.1:9092"), [2] = new("10.0.0.2:9092") };

    [Fact]
    public void Render_EveryRoute_NamesItsBrokersAndListensForEach()
    {
        const string Expected = """
            {
              "version": 7,
              "routes": [
                { "name": "privatelink-1", "brokers": { "1": "one.example.com:10000", "2": "one.example.com:10001" } },
                { "name": "privatelink-2", "brokers": { "1": "two.example.com:10002", "2": "two.example.com:10003" } }
              ],
              "listeners": [
                { "route": "privatelink-1", "listen": "127.0.0.1:10000", "upstream": "10.0.0.1:9092", "proxyProtocol": false, "certificate": "server.crt", "key": "server.key", "clientAuthorities": "clients.crt" },
                { "route": "privatelink-1", "listen": "10.0.0.9:10000", "upstream": "10.0.0.1:9092", "proxyProtocol": true, "certificate": "server.crt", "key": "server.key", "clientAuthorities": "clients.crt" },
                { "route": "privatelink-1", "listen": "127.0.0.1:10001", "upstream": "10.0.0.2:9092", "proxyProtocol": false, "certificate": "server.crt", "key": "server.key", "clientAuthorities": "clients.crt" },
                { "route": "privatelink-1", "listen": "10.0.0.9:10001", "upstream": "10.0.0.2:9092", "proxyProtocol": true, "certificate": "server.crt", "key": "server.key", "clientAuthorities": "clients.crt" },
                { "route": "privatelink-2", "listen": "0.0.0.0:10002", "upstream": "10.0.0.1:9092", "proxyProtocol": false, "certificate": "server.crt", "key": "server.key", "clientAuthorities": "clients.crt" },
                { "route": "privatelink-2", "listen": "0.0.0.0:10003", "upstream": "10.0.0.2:9092", "proxyProtocol": false, "certificate": "server.crt", "key": "server.key", "clientAuthorities": "clients.crt" }
              ]
            }
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Expected), JsonNode.Parse(GatewayConfiguration.Render(7, [Second, First], Upstreams))));
    }

    [Fact]
    public void Render_EqualWishes_EqualTexts() =>
        Assert.Equal(GatewayConfiguration.Render(7, [First, Second], Upstreams), GatewayConfiguration.Render(7, [Second, First], Upstreams));

    [Fact]
    public void Render_ABrokerThatHasLeft_IsNeitherNamedNorListenedFor()
    {
        var map = JsonNode.Parse(GatewayConfiguration.Render(8, [First], new Dictionary<int, GatewayUpstream> { [2] = new("10.0.0.2:9092") }))!;
        Assert.Equal(["2"], map["routes"]![0]!["brokers"]!.AsObject().Select(broker => broker.Key));
        Assert.Equal(["127.0.0.1:10001", "10.0.0.9:10001"], map["listeners"]!.AsArray().Select(listener => listener!["listen"]!.GetValue<string>()));
    }
}
