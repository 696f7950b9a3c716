using System.Globalization;

namespace Postern.Gateway.Tests;

/// <summary>Debian's python3-kafka, which shares no code with librdkafka, through the program.</summary>
public sealed class PythonClientTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task KafkaPython_WritesReadsAndHandsItsGroupOver()
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/kafka"), "python3-kafka is not installed");
        await using var gateway = await GatewayProcess.StartAsync();

        await using var python = new WatchedProcess(Python, Path.Combine(AppContext.BaseDirectory, "Clients", "kafka_python.py"), gateway.Bootstrap, 3000.ToString(CultureInfo.InvariantCulture));
        var said = await python.EndAsync();

        Assert.Contains("brokers " + string.Join(' ', gateway.Ports.Select(p => $"{gateway.Host}:{p}").Order(StringComparer.Ordinal)), said);
    }
}
