using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Postern.Gateway.Protocol;
using Postern.Gateway.Traffic;

namespace Postern.Gateway.Tests;

/// <summary>How bytes flow: against slow readers, after one side's end, and at what cost. The broker is a bare socket here.</summary>
[Collection(nameof(CountedAlone))]
public sealed class FlowTests : IDisposable
{
    private const int AnswerLength = 256 * 1024 * 1024;
    private const int HeldAtMost = 64 * 1024 * 1024; // the kernel's buffers of four sockets, and 64 KiB of the gateway's

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public FlowTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task SlowReader_HoldsTheBrokerBack_AndGetsEverything()
    {
        await using var stand = Before();
        using var client = await RawClient.ConnectAsync(stand.Ports[0]);
        await client.SendAsync(Request(apiKey: 1, version: 11));
        using var broker = await _listener.AcceptAsync(TestContext.Current.CancellationToken);
        await RawClient.ReadAsync(broker, Request(1, 11).Length);
        var managed = GC.GetTotalMemory(forceFullCollection: true);

        var sent = 0L;
        var sending = Task.Run(async () =>
        {
            var chunk = new byte[1024 * 1024];
            BinaryPrimitives.WriteInt32BigEndian(chunk, AnswerLength - 4);
            BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(4), 1);
            for (var i = 0; i < AnswerLength / chunk.Length; i++, chunk.AsSpan(0, 8).Clear())
            {
                await broker.SendAsync(chunk);
                Interlocked.Add(ref sent, chunk.Length);
            }
        }, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<TimeoutException>(() => sending.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
        Assert.InRange(Interlocked.Read(ref sent), 1, HeldAtMost);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - managed, long.MinValue, 8 * 1024 * 1024);
        await RawClient.ReadAsync(client, AnswerLength);
        await sending;
    }

    [Fact]
    public async Task ClientsEnd_ReachesTheBroker_WhichMayStillAnswer()
    {
        await using var stand = Before();
        using var client = await RawClient.ConnectAsync(stand.Ports[0]);
        await client.SendAsync(Request(apiKey: 1, version: 11));
        client.Shutdown(SocketShutdown.Send);
        using var broker = await _listener.AcceptAsync(TestContext.Current.CancellationToken);
        await RawClient.ReadAsync(broker, Request(1, 11).Length);
        Assert.Equal(0, await broker.ReceiveAsync(new byte[1]));

        await broker.SendAsync(Convert.FromHexString("0000000600000001ABCD"));
        broker.Shutdown(SocketShutdown.Send);

        Assert.Equal("00000001ABCD", Convert.ToHexString(await RawClient.AnswerAsync(client)));
    }

    [Theory]
    [InlineData("0000000600000002ABCD", "the broker answers request 2")]
    [InlineData("0000000200000001", "an answer says 2 bytes")]
    [InlineData("0000000C000000010000000000000FFF", "a field of")] // Metadata 1 with 4,095 brokers in no byte
    [InlineData("7FFFFFFF0000000100000000", "at most 16777216 can be rewritten")]
    [InlineData("0000000C00000001", "8 bytes before the end of a frame")]
    public async Task UnreadableAnswer_EndsTheConnection_AndIsTold(string answer, string reason)
    {
        await using var stand = Before();
        using var client = await RawClient.ConnectAsync(stand.Ports[0]);
        await client.SendAsync(Request(KnownVersions.Metadata, version: 1));
        using var broker = await _listener.AcceptAsync(TestContext.Current.CancellationToken);
        await RawClient.ReadAsync(broker, Request(KnownVersions.Metadata, 1).Length);

        await broker.SendAsync(Convert.FromHexString(answer));
        broker.Shutdown(SocketShutdown.Send);

        Assert.Equal(0, await client.ReceiveAsync(new byte[1]));
        Assert.Contains(reason, await stand.Log.LineAsync("ended after 1 requests"), StringComparison.Ordinal);
    }

    /// <summary>Counted, not timed: nothing is allocated for a request or an answer that passes unread.</summary>
    [Fact]
    public async Task PassingFrames_AllocatesNothing()
    {
        const int Frames = 10_000;
        var requests = new MemoryStream(Enumerable.Repeat(Request(apiKey: 1, version: 11), Frames).SelectMany(b => b).ToArray());
        var answers = new MemoryStream(Enumerable.Repeat(Convert.FromHexString("0000000600000001ABCD"), Frames).SelectMany(b => b).ToArray());
        var awaited = Channel.CreateBounded<AwaitedAnswer>(new BoundedChannelOptions(Frames) { SingleReader = true, SingleWriter = true });
        for (var i = 0; i < Frames; i++)
        {
            awaited.Writer.TryWrite(new(1, 1, 11, Downgraded: false)); // lets the channel grow before anything is counted
        }

        while (awaited.Reader.TryRead(out _))
        {
        }

        using var up = new RequestPump(requests, Stream.Null, awaited.Writer, isSignedIn: false);
        using var down = new AnswerPump(answers, Stream.Null, awaited.Reader, _ => throw new InvalidOperationException("nothing is rewritten"), isSignedIn: false);

        var before = GC.GetAllocatedBytesForCurrentThread();
        await up.RunAsync(TestContext.Current.CancellationToken); // streams in memory answer at once, on this thread
        await down.RunAsync(TestContext.Current.CancellationToken);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Frames, up.Requests);
        Assert.Equal(answers.Length, down.Sent);
        Assert.InRange(allocated, 0, Frames); // less than a byte a frame: what the two runs themselves take
    }

    private static byte[] Request(short apiKey, short version) =>
        [.. WireWriter.Int32(12), .. WireWriter.Int16(apiKey), .. WireWriter.Int16(version), .. WireWriter.Int32(1), 0xFF, 0xFF, 0, 0];

    private Stand Before() => new([(1, "127.0.0.1", ((IPEndPoint)_listener.LocalEndPoint!).Port)]);
}
