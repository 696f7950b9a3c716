using System.Buffers.Binary;
using System.Net.Sockets;
using CsCheck;

namespace Postern.Gateway.Tests;

/// <summary>What is no Kafka ends its own connection, and nothing else.</summary>
public sealed class HostileBytesTests
{
    [Fact]
    public async Task AnyBytes_EndTheirConnection_AndTheNextOneWorks()
    {
        await using var stand = new Stand();

        await Gen.Byte.Array[1, 200].SampleAsync(async bytes => await SendAsync(stand.Ports[0], bytes), iter: 200, threads: 1);

        Assert.NotEmpty(await AskVersionsAsync(stand.Ports[0]));
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

        Assert.Empty(await SendAsync(stand.Ports[0], Convert.FromHexString(hex)));

        Assert.NotEmpty(await AskVersionsAsync(stand.Ports[0]));
    }

    [Fact]
    public async Task ApiVersionsBeyondTheKnown_IsToldToAskAgain()
    {
        await using var stand = new Stand();

        var answer = await AskAsync(stand.Ports[0], Convert.FromHexString("0000000A0012006300000007FFFF"));

        Assert.Equal("00000007" + "0023", Convert.ToHexString(answer.AsSpan(0, 6))); // correlation id, UNSUPPORTED_VERSION
    }

    private static Task<byte[]> AskVersionsAsync(int port) => AskAsync(port, Convert.FromHexString("0000000A0012000000000001FFFF"));

    // Ends its side after the answer only: brokers may drop what they were about to say to one who has gone.
    private static async Task<byte[]> AskAsync(int port, byte[] request)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(Stand.GatewayHost, port);
        await using var stream = new NetworkStream(client);
        await stream.WriteAsync(request);
        var length = new byte[4];
        await stream.ReadExactlyAsync(length);
        var answer = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await stream.ReadExactlyAsync(answer);
        return answer;
    }

    private static async Task<byte[]> SendAsync(int port, byte[] bytes)
    {
        // A socket of its own: TcpClient refuses to hand out its stream once the other side has ended.
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(Stand.GatewayHost, port);
        using var answer = new MemoryStream();
        try
        {
            await client.SendAsync(bytes);
            client.Shutdown(SocketShutdown.Send);
            await using var stream = new NetworkStream(client);
            await stream.CopyToAsync(answer);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // reset, because bytes were on their way to a connection that had ended
        }

        return answer.ToArray();
    }
}
