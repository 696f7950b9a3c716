using Postern.Gateway.Traffic;

namespace Postern.Gateway.Tests;

/// <summary>What is counted, and under which names.</summary>
public sealed class TrafficMeterTests
{
    private const string Header = "0D0A0D0A000D0A515549540A" + "2111" + "0017" + "0A010203" + "0A000001" + "1234" + "2384" + "EA0008" + "01";

    [Fact]
    public async Task Connection_IsCountedWhileItLasts_UnderItsEndpoint()
    {
        await using var stand = new Stand(l => l with { ProxyProtocol = true });
        var count = stand.Meter.Of("test", 0, "vpce-12");
        int first, second;
        using (var client = await RawClient.ConnectAsync(stand.Ports[0]))
        {
            await client.SendAsync((byte[])[.. Convert.FromHexString(Header + Convert.ToHexString("vpce-12"u8)), .. RawClient.ApiVersions]);
            first = (await RawClient.AnswerAsync(client)).Length + 4;
            await client.SendAsync(RawClient.ApiVersions);
            second = (await RawClient.AnswerAsync(client)).Length + 4;

            // A client may have an answer a moment before it is counted; the one before it is counted by then.
            Assert.Equal((1, 1), (count.Totals.Connections, count.Totals.Open));
            Assert.InRange(count.Totals.BytesDown, first, first + second);
        }

        await stand.Log.LineAsync("left");
        Assert.Equal(new TrafficTotals(Connections: 1, Failures: 0, Requests: 2, BytesUp: 2 * RawClient.ApiVersions.Length, BytesDown: first + second, Open: 0), count.Totals);
    }

    [Fact]
    public async Task Failure_IsCounted()
    {
        await using var stand = new Stand(l => l with { ProxyProtocol = true });
        await RawClient.SendAsync(stand.Ports[0], [.. RawClient.ApiVersions, .. RawClient.ApiVersions]);
        await stand.Log.LineAsync("ended");

        Assert.Equal((1, 1, 0), (stand.Meter.Of("test", 0, "unknown").Totals.Connections, stand.Meter.Of("test", 0, "unknown").Totals.Failures, stand.Meter.Of("test", 0, "unknown").Totals.Open));
    }

    [Fact]
    public void Endpoints_BeyondTheMost_AreCountedTogether()
    {
        using var meter = new TrafficMeter();
        var counts = Enumerable.Range(0, 1000).Select(n => meter.Of("r", 1, $"vpce-{n}")).Distinct().ToList();

        Assert.Equal(257, counts.Count);
        Assert.Same(meter.Of("r", 1, "other"), meter.Of("r", 1, "vpce-999"));
        Assert.NotSame(meter.Of("r", 1, "other"), meter.Of("r", 1, "vpce-0"));
    }
}
