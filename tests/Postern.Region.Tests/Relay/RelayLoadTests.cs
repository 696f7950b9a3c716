using System.Net.Sockets;

namespace Postern.Region.Tests.Relays;

/// <summary>Much at once: nothing stalls, no byte is lost or another connection's, no descriptor is left behind.</summary>
[Collection(nameof(RelayRig))]
public sealed class RelayLoadTests
{
    private const int Descriptors = 12;   // what the runtime may open meanwhile
    private const int KeptPipes = 2 * 16;   // ends of the empty pipes that a loop keeps for the next

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(RelayKind.Splice, 1), InlineData(RelayKind.Splice, 2), InlineData(RelayKind.SpliceWithSmallPipes, 3), InlineData(RelayKind.Copy, 4)]
    public async Task Transfers_ManyAtOnceBothWays_ArriveWhole(RelayKind kind, int seed)
    {
        using var rig = new RelayRig(kind, TimeProvider.System);
        var random = new Random(seed);
        var sizes = new[] { 0, 1, 1_000, 70_000, 1 << 20, 5_000_000 };
        var transfers = Enumerable.Range(0, 96)
            .Select(i => TransferAsync(rig, i * 2, Size(), Size(), slowTarget: random.Next(4) == 0, slowClient: random.Next(4) == 0))
            .ToArray();

        await Task.WhenAll(transfers).InTimeAsync();

        int Size() => random.Next(sizes[random.Next(sizes.Length)] + 1);
    }

    [Fact]
    public async Task Connections_ThousandsOfShortOnes_LeaveNothingBehind()
    {
        using var rig = new RelayRig(RelayKind.Splice, TimeProvider.System);
        await ShortOnesAsync(rig, 100);
        var before = OpenDescriptors();

        await ShortOnesAsync(rig, 4_000);

        Assert.InRange(OpenDescriptors(), 0, before + Descriptors);
    }

    [Fact]
    public async Task Aborted_WithBytesOnTheWay_LeavesThemToNobody()
    {
        using var rig = new RelayRig(RelayKind.Splice, TimeProvider.System, loops: 1);
        await TransferAsync(rig, 1, 1_000, 1_000, slowTarget: false, slowClient: false);
        var before = OpenDescriptors();
        for (var round = 0; round < 20; round++)
        {
            var stuck = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StuckAsync(rig)));
            var good = Enumerable.Range(0, 8).Select(i => TransferAsync(rig, i, 2_000_000, 2_000_000, slowTarget: i % 2 == 0, slowClient: false)).ToArray();
            foreach (var one in stuck)
            {
                one.Connection.Abort();
            }

            await Task.WhenAll(good).InTimeAsync();
            foreach (var one in stuck)
            {
                Assert.Equal(nameof(SocketError.ConnectionReset), await RelayRig.EndAsync(one.Target));
                await one.Connection.Completion.InTimeAsync();
                one.Dispose();
            }
        }

        Assert.InRange(OpenDescriptors(), 0, before + KeptPipes + Descriptors);
    }

    [Fact]
    public async Task Connections_Idle_HoldTwoDescriptorsEach()
    {
        using var rig = new RelayRig(RelayKind.Splice, TimeProvider.System);
        await ShortOnesAsync(rig, 10);
        var before = OpenDescriptors();
        var idle = new List<RelayRig.Joined>();
        for (var i = 0; i < 300; i++)
        {
            idle.Add(await rig.JoinAsync());
            await idle[^1].Client.SendAsync(new byte[1], Cancel);
            Assert.Equal(1, await idle[^1].Target.ReceiveAsync(new byte[1], Cancel));
        }

        Assert.InRange(OpenDescriptors() - before, 300 * 4, (300 * 4) + KeptPipes + Descriptors);   // two at the far ends, two of the relay; and some pipes
        idle.ForEach(i => i.Dispose());
    }

    /// <summary>A connection whose target reads nothing, and whose buffers are too small for what the relay has taken: the pipe holds the rest.</summary>
    private static async Task<RelayRig.Joined> StuckAsync(RelayRig rig)
    {
        const int Small = 32 * 1024;
        var joined = await rig.JoinAsync(targetBuffers: Small);
        _ = RelayRig.FloodAsync(joined.Client);
        await RelayRig.UntilAsync(() => joined.Connection.BytesFromClient >= 16 * Small);
        return joined;
    }

    private static async Task TransferAsync(RelayRig rig, int seed, int toTarget, int toClient, bool slowTarget, bool slowClient)
    {
        using var joined = await rig.JoinAsync();
        var sentToTarget = RelayRig.SendAsync(joined.Client, seed, toTarget);
        var sentToClient = RelayRig.SendAsync(joined.Target, seed + 1, toClient);
        var atTarget = RelayRig.ReceiveAsync(joined.Target, slowTarget);
        var atClient = RelayRig.ReceiveAsync(joined.Client, slowClient);

        Assert.Equal(await sentToTarget, await atTarget);
        Assert.Equal(await sentToClient, await atClient);
        await joined.Connection.Completion;
        Assert.Equal((toTarget, toClient), (joined.Connection.BytesFromClient, joined.Connection.BytesFromTarget));
    }

    private static async Task ShortOnesAsync(RelayRig rig, int count)
    {
        for (var done = 0; done < count; done += 50)
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => TransferAsync(rig, i, 10, 10, slowTarget: false, slowClient: false))).InTimeAsync();
        }
    }

    private static int OpenDescriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
