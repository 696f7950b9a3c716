using System.Globalization;

namespace Postern.Gateway.Tests;

/// <summary>kafkajs, which shares no code with librdkafka or python3-kafka, through the program.</summary>
public sealed class KafkaJsTests
{
    [Fact]
    public async Task KafkaJs_WritesReadsAndHandsItsGroupOver()
    {
        await using var gateway = await GatewayProcess.StartAsync();

        await using var node = new WatchedProcess("node", Path.Combine(AppContext.BaseDirectory, "Clients", "kafkajs", "client.mjs"), gateway.Bootstrap, 3000.ToString(CultureInfo.InvariantCulture));
        var said = await node.EndAsync();

        var asked = Assert.Single(said, line => line.StartsWith("asked ", StringComparison.Ordinal)).Split(' ')[1..];
        Assert.All(asked, broker => Assert.Contains(broker, gateway.Ports.Select(port => $"{gateway.Host}:{port}")));
    }
}
