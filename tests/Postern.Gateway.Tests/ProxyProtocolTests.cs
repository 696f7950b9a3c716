namespace Postern.Gateway.Tests;

/// <summary>What load balancers put before the first byte.</summary>
public sealed class ProxyProtocolTests
{
    private const string Signature = "0D0A0D0A000D0A515549540A";

    [Fact]
    public async Task Header_NamesClientAndEndpoint()
    {
        await using var stand = new Stand(l => l with { ProxyProtocol = true });

        using (var client = await RawClient.ConnectAsync(stand.Ports[0]))
        {
            // 10.1.2.3:4660 to 10.0.0.1:9092 and, of type 0xEA, the endpoint vpce-12; in two parts, as segments may fall.
            var header = Signature + "2111" + "0017" + "0A010203" + "0A000001" + "1234" + "2384" + "EA0008" + "01" + Convert.ToHexString("vpce-12"u8);
            await client.SendAsync(Convert.FromHexString(header[..30]));
            byte[] rest = [.. Convert.FromHexString(header[30..]), .. RawClient.ApiVersions];
            await client.SendAsync(rest);
            Assert.NotEmpty(await RawClient.AnswerAsync(client));
        }

        Assert.Contains("10.1.2.3:4660 (endpoint vpce-12) left after 1 requests", await stand.Log.LineAsync("left"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthChecksOwnHeader_IsTaken()
    {
        await using var stand = new Stand(l => l with { ProxyProtocol = true });

        Assert.NotEmpty(await RawClient.AskAsync(stand.Ports[0], [.. Convert.FromHexString(Signature + "20000000"), .. RawClient.ApiVersions]));
    }

    [Theory]
    [InlineData("", "the connection does not begin with a PROXY protocol v2 header")]
    [InlineData(Signature + "211100200A0102030A00000112342384EA", "PROXY protocol header failed")] // ends within what it says
    [InlineData(Signature + "211100040A010203", "12 are needed")]
    [InlineData(Signature + "2111000F0A0102030A00000112342384EA0008", "ends within one of its fields")]
    public async Task BrokenHeader_EndsItsConnection(string hex, string reason)
    {
        await using var stand = new Stand(l => l with { ProxyProtocol = true });

        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], [.. Convert.FromHexString(hex), .. hex.Length == 0 ? RawClient.ApiVersions.Concat(RawClient.ApiVersions) : []]));

        Assert.Contains(reason, await stand.Log.LineAsync("ended"), StringComparison.Ordinal);
    }

    /// <summary>Health checks connect and leave, every few seconds, with or without a header: nobody wants to read of that.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(Signature + "20000000")]
    public async Task WhoLeavesWithoutAWord_IsNotTold(string hex)
    {
        using var pem = new PemFiles();
        pem.Renew();
        await using var stand = new Stand(l => l with { ProxyProtocol = true, ClientTls = pem.ForClients(mutual: true) });

        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], Convert.FromHexString(hex)));
        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], [.. Convert.FromHexString(Signature + "20000000"), .. "no TLS"u8]));

        await stand.Log.LineAsync("failed");
        Assert.Equal(1, stand.Log.Count);
    }
}
