using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Postern.Region.Relays;

namespace Postern.Region.Tests.Relays;

[Collection(nameof(RelayRig))]
public sealed class RelayCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Parse_AllGiven_ReadsThem()
    {
        var (arguments, mistakes) = RelayArguments.Parse(["--to", "10.0.0.1:5432", "--proxy-v2", "vpce-0123", "--listen", "127.0.0.1:1"]);

        Assert.Empty(mistakes);
        Assert.Equal(new RelayArguments(IPEndPoint.Parse("127.0.0.1:1"), IPEndPoint.Parse("10.0.0.1:5432"), "vpce-0123"), arguments);
    }

    [Theory]
    [InlineData("", "--listen is missing", "--to is missing")]
    [InlineData("--listen localhost:1 --to 127.0.0.1", "--listen is 'localhost:1'", "--to is '127.0.0.1'")]
    [InlineData("--listen 127.0.0.1:1 --listen 127.0.0.1:2 --to", "--listen is given twice", "--to needs a value")]
    [InlineData("--listen 127.0.0.1:99999 --to 127.0.0.1:2 --proxy-v2 eni-1", "--listen is '127.0.0.1:99999'", "--proxy-v2 is 'eni-1'")]
    [InlineData("--liste --listen 127.0.0.1:1", "--liste is not an option", "--to is missing")]
    public void Parse_Mistakes_AreAllNamed(string line, params string[] expected)
    {
        var (arguments, mistakes) = RelayArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Null(arguments);
        Assert.Equal(expected.Length, mistakes.Count);
        Assert.All(expected, e => Assert.Contains(mistakes, m => m.StartsWith(e, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_BadArguments_SaysSoInOneLine()
    {
        using var process = Start("--listen", "nowhere");

        Assert.Equal("relay: --listen is 'nowhere'; give IP:PORT, such as 127.0.0.1:5432; --to is missing; give IP:PORT\n", await process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(2, process.ExitCode);
    }

    [Fact]
    public async Task Run_UntilTerminated_CarriesConnections()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        var port = FreePort();
        using var process = Start("--listen", $"127.0.0.1:{port}", "--to", target.LocalEndpoint.ToString()!, "--proxy-v2", "vpce-0123");
        Assert.Equal($"relay: 127.0.0.1:{port} to {target.LocalEndpoint}", await process.StandardOutput.ReadLineAsync(Cancel));

        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
        using var accepted = await target.AcceptTcpClientAsync(Cancel);
        var header = ProxyProtocolV2.Proxy((IPEndPoint)client.Client.LocalEndPoint!, (IPEndPoint)client.Client.RemoteEndPoint!, "vpce-0123");
        var received = new byte[header.Length];
        await accepted.GetStream().ReadExactlyAsync(received, Cancel);
        Assert.Equal(header, received);

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(nameof(SocketError.ConnectionReset), await RelayRig.EndAsync(client.Client));
    }

    [Fact]
    public async Task Run_TargetRefuses_ResetsTheClientAndGoesOn()
    {
        var port = FreePort();
        using var process = Start("--listen", $"127.0.0.1:{port}", "--to", $"127.0.0.1:{FreePort()}");
        await process.StandardOutput.ReadLineAsync(Cancel);
        for (var i = 0; i < 2; i++)
        {
            using var client = new TcpClient(AddressFamily.InterNetwork);
            Assert.Equal(nameof(SocketError.ConnectionReset), await ConnectAndEndAsync(client, port));
        }

        process.Kill();
    }

    // On a busy machine the reset is there before the connection is.
    private static async Task<string> ConnectAndEndAsync(TcpClient client, int port)
    {
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode.ToString();
        }

        return await RelayRig.EndAsync(client.Client);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Postern.Region"), ["relay", .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
