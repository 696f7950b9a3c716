using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Postern.Region.Relays;

namespace Postern.Region.Tests.Relays;

[Collection(nameof(RelayRig))]
public sealed class RelayCommandTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Postern.Region");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Parse_AllGiven_ReadsThem()
    {
        var (arguments, mistakes) = RelayArguments.Parse(["--to", "10.0.0.1:5432", "--proxy-v2", "vpce-0123", "--listen", "127.0.0.1:1"]);

        Assert.Empty(mistakes);
        Assert.Equal(new RelayArguments(IPEndPoint.Parse("127.0.0.1:1"), IPEndPoint.Parse("10.0.0.1:5432"), "vpce-0123"), arguments);
        (arguments, _) = RelayArguments.Parse(["--to", "10.0.0.1:5432", "--take-over", "--listen", "127.0.0.1:1", "--drain", "7"]);
        Assert.Equal(new RelayArguments(IPEndPoint.Parse("127.0.0.1:1"), IPEndPoint.Parse("10.0.0.1:5432"), null, TimeSpan.FromSeconds(7), TakesOver: true), arguments);
    }

    [Theory]
    [InlineData("", "--listen is missing", "--to is missing")]
    [InlineData("--listen localhost:1 --to 127.0.0.1", "--listen is 'localhost:1'", "--to is '127.0.0.1'")]
    [InlineData("--listen 127.0.0.1:1 --listen 127.0.0.1:2 --to", "--listen is given twice", "--to needs a value")]
    [InlineData("--listen 127.0.0.1:99999 --to 127.0.0.1:2 --proxy-v2 eni-1", "--listen is '127.0.0.1:99999'", "--proxy-v2 is 'eni-1'")]
    [InlineData("--listen 127.0.0.1:1 --to 127.0.0.1:2 --drain 1.5", "--drain is '1.5'")]
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
        using var process = Start("--listen", $"127.0.0.1:{port}", "--to", target.LocalEndpoint.ToString()!, "--proxy-v2", "vpce-0123", "--drain", "0");
        Assert.Equal($"relay: 127.0.0.1:{port} to {target.LocalEndpoint}", await process.StandardOutput.ReadLineAsync(Cancel));

        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
        using var accepted = await target.AcceptTcpClientAsync(Cancel);
        var header = ProxyProtocolV2.Proxy((IPEndPoint)client.Client.LocalEndPoint!, (IPEndPoint)client.Client.RemoteEndPoint!, "vpce-0123");
        var received = new byte[header.Length];
        await accepted.GetStream().ReadExactlyAsync(received, Cancel);
        Assert.Equal(header, received);

        Terminate(process);
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(nameof(SocketError.ConnectionReset), await RelayRig.EndAsync(client.Client));
    }

    [Fact]
    public async Task Run_Terminated_LetsOpenConnectionsEnd()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        var port = FreePort();
        using var process = Start("--listen", $"127.0.0.1:{port}", "--to", target.LocalEndpoint.ToString()!);
        await process.StandardOutput.ReadLineAsync(Cancel);
        using var open = await OpenAsync(port, target);

        Terminate(process);

        Assert.Equal("relay: takes no more connections; 1 go on, for 30 s at most", await process.StandardOutput.ReadLineAsync(Cancel));
        await open.EchoAsync();
        using var late = new TcpClient(AddressFamily.InterNetwork);
        Assert.Equal(SocketError.ConnectionRefused, (await Assert.ThrowsAsync<SocketException>(() => late.ConnectAsync(IPAddress.Loopback, port, Cancel).AsTask())).SocketErrorCode);
        open.Dispose();
        await process.WaitForExitAsync(Cancel).InTimeAsync();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Run_TakesOver_NobodyIsTurnedAway()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        using var nextTarget = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        nextTarget.Start();
        var port = FreePort();
        using var before = Start("--listen", $"127.0.0.1:{port}", "--to", target.LocalEndpoint.ToString()!, "--take-over");   // from nobody
        await before.StandardOutput.ReadLineAsync(Cancel);
        using var old = await OpenAsync(port, target);
        using var stopped = new CancellationTokenSource();
        using var finished = new CancellationTokenSource();
        var atOld = AnswerAsync(target, finished.Token);
        var atNext = AnswerAsync(nextTarget, finished.Token);
        var clients = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(port, stopped.Token)));

        using var after = Start("--listen", $"127.0.0.1:{port}", "--to", nextTarget.LocalEndpoint.ToString()!, "--take-over");
        Assert.StartsWith($"relay: 127.0.0.1:{port} to", await after.StandardOutput.ReadLineAsync(Cancel), StringComparison.Ordinal);
        Assert.StartsWith("relay: takes no more connections", await before.StandardOutput.ReadLineAsync(Cancel), StringComparison.Ordinal);
        using (var another = new TcpClient(AddressFamily.InterNetwork))
        {
            await another.ConnectAsync(IPAddress.Loopback, port, Cancel);
            Assert.Equal("!", await AskAsync(another));
        }

        await stopped.CancelAsync();
        Assert.All(await clients.InTimeAsync(), asked => Assert.InRange(asked, 1, int.MaxValue));
        await finished.CancelAsync();
        Assert.NotEqual(0, await atNext);
        await atOld;
        await old.EchoAsync();   // as if nothing had been
        Assert.False(before.HasExited);
        old.Dispose();
        await before.WaitForExitAsync(Cancel).InTimeAsync();
        Assert.Equal((0, false), (before.ExitCode, after.HasExited));
        after.Kill();
    }

    [Fact]
    public async Task Run_OutOfDescriptors_LetsClientsWait()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start(200);
        var port = FreePort();
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"ulimit -n 250; exec {Program} relay --listen 127.0.0.1:{port} --to {target.LocalEndpoint}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardOutput.ReadLineAsync(Cancel);
        using var stopped = new CancellationTokenSource();
        var answered = AnswerAsync(target, stopped.Token);
        var clients = Enumerable.Range(0, 120).Select(_ => new TcpClient(AddressFamily.InterNetwork)).ToList();
        await Task.WhenAll(clients.Select(c => c.ConnectAsync(IPAddress.Loopback, port, Cancel).AsTask()));

        foreach (var client in clients)
        {
            using (client)
            {
                Assert.Equal("!", await AskAsync(client).InTimeAsync());   // those that have been served make room for the others
            }
        }

        await stopped.CancelAsync();
        await answered;
        process.Kill();
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

    private static async Task<RelayRig.Ends> OpenAsync(int port, TcpListener target)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
        var ends = new RelayRig.Ends(client, await target.AcceptSocketAsync(Cancel));
        await ends.EchoAsync();
        return ends;
    }

    /// <summary>Answers one byte of each connection until told to stop.</summary>
    /// <returns>How many there were.</returns>
    private static async Task<int> AnswerAsync(TcpListener target, CancellationToken stopped)
    {
        for (var count = 0; ; count++)
        {
            try
            {
                var accepted = await target.AcceptSocketAsync(stopped);
                _ = AnswerAsync(accepted);
            }
            catch (OperationCanceledException)
            {
                return count;
            }
        }
    }

    private static async Task AnswerAsync(Socket accepted)
    {
        using (accepted)
        {
            if (await accepted.ReceiveAsync(new byte[1], Cancel) == 1)
            {
                await accepted.SendAsync("!"u8.ToArray(), Cancel);
            }
        }
    }

    /// <summary>Connects and asks, one time after another. Throws when it is turned away.</summary>
    private static async Task<int> AskAsync(int port, CancellationToken stopped)
    {
        for (var count = 0; ; count++)
        {
            if (stopped.IsCancellationRequested)
            {
                return count;
            }

            using var client = new TcpClient(AddressFamily.InterNetwork);
            await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
            Assert.Equal("!", await AskAsync(client));
        }
    }

    private static async Task<string> AskAsync(TcpClient client)
    {
        try
        {
            await client.Client.SendAsync("?"u8.ToArray(), Cancel);
            var answer = new byte[1];
            return await client.Client.ReceiveAsync(answer, Cancel) == 1 ? $"{(char)answer[0]}" : "";
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode.ToString();
        }
    }

    private static void Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Program, ["relay", .. arguments])
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
