using System.Net;
using System.Net.Sockets;
using System.Text;
using Postern.Server.Runtime.Kafka;

namespace Postern.Server.Tests.Runtime;

public sealed class PortForwardTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_CarriesBothWaysAndEachEndByItself()
    {
        using var broker = new TcpListener(IPAddress.Loopback, 0);
        broker.Start();
        using var forward = new PortForward(new IPEndPoint(IPAddress.Loopback, 0), (IPEndPoint)broker.LocalEndpoint);
        using var client = new TcpClient();
        await client.ConnectAsync(forward.Address, Cancellation);
        using var served = await broker.AcceptTcpClientAsync(Cancellation);

        await client.GetStream().WriteAsync("question"u8.ToArray(), Cancellation);
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal("question", await ToEndAsync(served));
        await served.GetStream().WriteAsync("answer"u8.ToArray(), Cancellation);
        served.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal("answer", await ToEndAsync(client));
    }

    [Fact]
    public async Task BrokerIsGone_ClientIsLetGo()
    {
        using var broker = new TcpListener(IPAddress.Loopback, 0);
        broker.Start();
        var address = (IPEndPoint)broker.LocalEndpoint;
        broker.Stop();
        using var forward = new PortForward(new IPEndPoint(IPAddress.Loopback, 0), address);
        using var client = new TcpClient();
        await client.ConnectAsync(forward.Address, Cancellation);
        Assert.Equal("", await ToEndAsync(client));
    }

    private static async Task<string> ToEndAsync(TcpClient from)
    {
        // A stream over it would want both directions to be open.
        var (text, buffer) = (new StringBuilder(), new byte[64]);
        while (await from.Client.ReceiveAsync(buffer, Cancellation) is > 0 and var count)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return text.ToString();
    }
}
