using CsCheck;

namespace Postern.Gateway.Tests;

/// <summary>What is no Kafka ends its own connection, and nothing else.</summary>
public sealed class HostileBytesTests
{
    [Fact]
    public async Task AnyBytes_EndTheirConnection_AndTheNextOneWorks()
    {
        await using var stand = new Stand();

        await Gen.Byte.Array[1, 200].SampleAsync(async bytes => await RawClient.SendAsync(stand.Ports[0], bytes), iter: 200, threads: 1);

        Assert.NotEmpty(await RawClient.AskAsync(stand.Ports[0], RawClient.ApiVersions));
    }

    [Theory]
    [InlineData("7FFFFFFF000300000000000100")] // 2 GiB
    [InlineData("FFFFFFFF000300000000000100")] // less than nothing
    [InlineData("0000000A00010012000000010000")] // Fetch 18, which is cut
    [InlineData("0000000A00110000000000010000")] // SaslHandshake 0, after which bare tokens would follow
    [InlineData("0000000A0FFF0000000000010000")] // no such request
    [InlineData("0000000B0000000900000001FFFF00")] // Produce without acknowledgements
    public async Task RequestThatIsNotOffered_EndsItsConnection(string hex)
    {
        await using var stand = new Stand();

        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], Convert.FromHexString(hex)));

        Assert.NotEmpty(await RawClient.AskAsync(stand.Ports[0], RawClient.ApiVersions));
    }

    [Fact]
    public async Task ApiVersionsBeyondTheKnown_IsToldToAskAgain()
    {
        await using var stand = new Stand();

        var answer = await RawClient.AskAsync(stand.Ports[0], Convert.FromHexString("0000000A0012006300000007FFFF"));

        Assert.Equal("00000007" + "0023", Convert.ToHexString(answer.AsSpan(0, 6))); // correlation id, UNSUPPORTED_VERSION
    }
}
