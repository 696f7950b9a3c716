using System.Globalization;

namespace Postern.Gateway.Tests;

/// <summary>Debian's kcat (librdkafka 2.0), through the program.</summary>
public sealed class KcatTests
{
    private const string Kcat = "/usr/bin/kcat";
    private const int Messages = 3000;

    [Fact]
    public async Task Kcat_ListsTheGatewaysPortsOnly()
    {
        Assert.SkipUnless(File.Exists(Kcat), "kcat is not installed");
        await using var gateway = await GatewayProcess.StartAsync();

        await using var kcat = new WatchedProcess(Kcat, "-b", gateway.Bootstrap, "-L");
        var brokers = (await kcat.EndAsync()).Where(l => l.StartsWith("  broker ", StringComparison.Ordinal)).Select(l => l.Split(' ')[5]);

        Assert.Equal(gateway.Ports.Select(p => $"{gateway.Host}:{p}").Order(StringComparer.Ordinal), brokers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Kcat_WritesAndReads_OnceAndInOrder_ThroughThePortsOfTheLeaders()
    {
        Assert.SkipUnless(File.Exists(Kcat), "kcat is not installed");
        await using var gateway = await GatewayProcess.StartAsync();

        await using var writer = new WatchedProcess(Kcat, "-b", gateway.Bootstrap, "-P", "-t", "orders", "-K:", "-X", "enable.idempotence=true");
        foreach (var i in Enumerable.Range(0, Messages))
        {
            await writer.Input.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{i}:{i}")); // keys spread them over the partitions
        }

        writer.Input.Close();
        await writer.EndAsync();
        await using var reader = new WatchedProcess(Kcat, "-b", gateway.Bootstrap, "-C", "-t", "orders", "-e", "-q", "-f", "%p %s\\n");
        var read = (await reader.EndAsync()).Select(l => l.Split(' ')).Select(w => (Partition: w[0], Value: int.Parse(w[1], CultureInfo.InvariantCulture))).ToList();

        Assert.Equal(Enumerable.Range(0, Messages), read.Select(r => r.Value).Order());
        Assert.All(read.GroupBy(r => r.Partition), p => Assert.Equal(p.Select(r => r.Value).Order(), p.Select(r => r.Value)));
        await using var lister = new WatchedProcess(Kcat, "-b", gateway.Bootstrap, "-L", "-t", "orders");
        var leaders = (await lister.EndAsync()).Where(l => l.Contains(", leader ", StringComparison.Ordinal)).Select(l => l.Split(", ")[1].Split(' ')[1]).Distinct().ToList();
        var said = await gateway.EndAsync();
        Assert.NotEmpty(leaders);
        Assert.All(leaders.Select(id => gateway.PortOf(int.Parse(id, CultureInfo.InvariantCulture))), port => Assert.Contains(said, l => l.Contains($"port {port}:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Kcat_InAGroup_TakesOverThePartitionsOfOneThatLeaves()
    {
        Assert.SkipUnless(File.Exists(Kcat), "kcat is not installed");
        await using var gateway = await GatewayProcess.StartAsync();
        await using var writer = new WatchedProcess(Kcat, "-b", gateway.Bootstrap, "-P", "-t", "jobs");
        await writer.Input.WriteLineAsync("first");
        writer.Input.Close();
        await writer.EndAsync();

        await using var one = new WatchedProcess(Kcat, "-b", gateway.Bootstrap, "-G", "workers", "-X", "session.timeout.ms=6000", "-X", "heartbeat.interval.ms=500", "jobs");
        await one.LinesAsync(lines => Assigned(lines) == 4);
        await using var two = new WatchedProcess(Kcat, "-b", gateway.Bootstrap, "-G", "workers", "-X", "session.timeout.ms=6000", "-X", "heartbeat.interval.ms=500", "jobs");
        await two.LinesAsync(lines => Assigned(lines) == 2);
        await one.LinesAsync(lines => Assigned(lines) == 2);
        await one.TerminateAsync();

        await two.LinesAsync(lines => Assigned(lines) == 4);
    }

    // "% Group workers rebalanced (memberid …): assigned: jobs [0], jobs [1]"
    private static int Assigned(IReadOnlyList<string> lines) =>
        lines.LastOrDefault(l => l.Contains("assigned:", StringComparison.Ordinal))?.Split("assigned:")[1].Count(c => c == '[') ?? 0;
}
