using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Postern.Region.Relays;

namespace Postern.Region.Tests.Relays;

[Collection(nameof(RelayRig))]
public sealed class RelayTests
{
    private const string Reset = nameof(SocketError.ConnectionReset);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(RelayKind.Splice), InlineData(RelayKind.Copy)]
    public async Task Join_HalfClosed_StillCarriesTheAnswer(RelayKind kind)
    {
        using var rig = new RelayRig(kind, TimeProvider.System);
        using var joined = await rig.JoinAsync();

        var sent = await RelayRig.SendAsync(joined.Client, seed: 1, length: 100_000);
        Assert.Equal(sent, await RelayRig.ReceiveAsync(joined.Target, isSlow: false).InTimeAsync());
        Assert.False(joined.Connection.Completion.IsCompleted);

        var answered = RelayRig.SendAsync(joined.Target, seed: 2, length: 3_000_000);
        Assert.Equal(await RelayRig.ReceiveAsync(joined.Client, isSlow: false).InTimeAsync(), await answered);
        await joined.Connection.Completion.InTimeAsync();
        Assert.Equal((100_000, 3_000_000), (joined.Connection.BytesFromClient, joined.Connection.BytesFromTarget));
    }

    [Theory, InlineData(RelayKind.Splice), InlineData(RelayKind.Copy)]
    public async Task Join_WithHeader_SendsItFirstAndUncounted(RelayKind kind)
    {
        using var rig = new RelayRig(kind, TimeProvider.System);
        using var joined = await rig.JoinAsync(new RelayOptions { Header = "header "u8.ToArray() });

        await joined.Client.SendAsync("body"u8.ToArray(), Cancel);
        joined.Client.Shutdown(SocketShutdown.Send);

        Assert.Equal("header body", await RelayRig.ReadTextAsync(joined.Target, 11));
        Assert.Equal(4, joined.Connection.BytesFromClient);
    }

    [Theory, InlineData(RelayKind.Splice), InlineData(RelayKind.Copy)]
    public async Task Join_HeaderAndSilentClient_SendsTheHeaderAtOnce(RelayKind kind)
    {
        using var rig = new RelayRig(kind, TimeProvider.System);
        using var joined = await rig.JoinAsync(new RelayOptions { Header = "header"u8.ToArray() });

        Assert.Equal("header", await RelayRig.ReadTextAsync(joined.Target, 6));
    }

    // Splice never gets past an urgent byte, and says that the connection is over when the peer has ended it.
    [Theory, InlineData(RelayKind.Splice), InlineData(RelayKind.SpliceWithSmallPipes), InlineData(RelayKind.Copy)]
    public async Task Join_UrgentByte_GoesOnAmongTheOthers(RelayKind kind)
    {
        using var rig = new RelayRig(kind, TimeProvider.System);
        foreach (var size in new[] { 3, 1_000_000 })
        {
            using var joined = await rig.JoinAsync();
            var bytes = Enumerable.Range(0, (2 * size) + 1).Select(i => (byte)(i * 7)).ToArray();
            var received = RelayRig.ReceiveAsync(joined.Target, isSlow: false);
            await joined.Client.SendAsync(bytes.AsMemory(0, size), Cancel);
            await joined.Client.SendAsync(bytes.AsMemory(size, 1), SocketFlags.OutOfBand, Cancel);
            await joined.Client.SendAsync(bytes.AsMemory(size + 1), Cancel);
            joined.Client.Shutdown(SocketShutdown.Send);

            Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)), await received.InTimeAsync());
            Assert.Equal(bytes.Length, joined.Connection.BytesFromClient);
        }
    }

    [Theory, InlineData(RelayKind.Splice), InlineData(RelayKind.Copy)]
    public async Task Accept_UntilStopped_JoinsWhoComes(RelayKind kind)
    {
        using var rig = new RelayRig(kind, TimeProvider.System);
        var address = rig.Accept();
        var opened = new List<RelayRig.Ends>();
        for (var i = 0; i < 20; i++)
        {
            opened.Add(await rig.OpenAsync(address));
            await opened[^1].EchoAsync();
        }

        await rig.StopAcceptingAsync().InTimeAsync();

        Assert.Equal(20, rig.Count);
        foreach (var one in opened)
        {
            await one.EchoAsync();
            one.Dispose();
        }

        await RelayRig.UntilAsync(() => rig.Count == 0);
    }

    [Theory, InlineData(RelayKind.Splice), InlineData(RelayKind.Copy)]
    public async Task Join_OneSideResets_ResetsTheOther(RelayKind kind)
    {
        using var rig = new RelayRig(kind, TimeProvider.System);
        using var joined = await rig.JoinAsync();
        await joined.EchoAsync();

        SocketEnd.Close(joined.Client, reset: true);

        Assert.Equal(Reset, await RelayRig.EndAsync(joined.Target));
        await joined.Connection.Completion.InTimeAsync();
        Assert.False(joined.Connection.HasReset);   // it reset itself, and was sent nothing

        using var other = await rig.JoinAsync();
        await other.EchoAsync();
        SocketEnd.Close(other.Target, reset: true);
        Assert.Equal(Reset, await RelayRig.EndAsync(other.Client));
        await other.Connection.Completion.InTimeAsync();
        Assert.True(other.Connection.HasReset);
    }

    [Theory, InlineData(RelayKind.Splice), InlineData(RelayKind.Copy)]
    public async Task Abort_MidTransfer_ResetsBothSides(RelayKind kind)
    {
        using var rig = new RelayRig(kind, TimeProvider.System);
        using var joined = await rig.JoinAsync();
        var sending = RelayRig.SendAsync(joined.Client, seed: 1, length: 64 << 20);
        await RelayRig.ReadTextAsync(joined.Target, 1);   // and no more: everything on the way fills up

        joined.Connection.Abort();

        await joined.Connection.Completion.InTimeAsync();
        await Assert.ThrowsAnyAsync<SocketException>(() => sending.InTimeAsync());
        Assert.Equal(Reset, await RelayRig.EndAsync(joined.Target));
        joined.Connection.Abort();   // once more does no harm
    }

    [Theory, InlineData(RelayKind.Splice), InlineData(RelayKind.Copy)]
    public async Task Idle_LongerThanAllowed_ResetsBothSides(RelayKind kind)
    {
        var clock = new FakeTimeProvider();
        using var rig = new RelayRig(kind, clock);
        using var joined = await rig.JoinAsync(new RelayOptions { IdleTimeout = TimeSpan.FromSeconds(60) });
        await joined.EchoAsync();
        clock.Advance(TimeSpan.FromSeconds(58));
        await joined.EchoAsync();
        clock.Advance(TimeSpan.FromSeconds(58));
        await joined.EchoAsync();

        clock.Advance(TimeSpan.FromSeconds(62));

        await joined.Connection.Completion.InTimeAsync();
        Assert.Equal((Reset, Reset), (await RelayRig.EndAsync(joined.Client), await RelayRig.EndAsync(joined.Target)));
    }

    [Fact]
    public async Task Dispose_WithConnections_ResetsThem()
    {
        var rig = new RelayRig(RelayKind.Splice, TimeProvider.System);
        using var joined = await rig.JoinAsync();
        await joined.EchoAsync();

        rig.Dispose();

        Assert.Equal((Reset, Reset), (await RelayRig.EndAsync(joined.Client), await RelayRig.EndAsync(joined.Target)));
        Assert.True(joined.Connection.Completion.IsCompleted);
        joined.Connection.Abort();   // late, and harmless
        rig.Dispose();
    }

    [Fact]
    public async Task Join_HeaderTooLong_IsRefused()
    {
        using var rig = new RelayRig(RelayKind.Splice, TimeProvider.System);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => rig.JoinAsync(new RelayOptions { Header = new byte[4097] }));

        Assert.Contains("4097", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(RelayKind.Splice), InlineData(RelayKind.Copy)]
    public async Task Join_TargetRefuses_ResetsTheClientAndSaysWhy(RelayKind kind)
    {
        using var rig = new RelayRig(kind, TimeProvider.System);
        var (client, clientEnd) = await rig.ConnectAsync();

        var connection = rig.Join(clientEnd, RelayRig.Nobody(), new RelayOptions());

        Assert.Equal(SocketError.ConnectionRefused, await connection.Completion.InTimeAsync());
        Assert.Equal((Reset, true), (await RelayRig.EndAsync(client), connection.HasReset));
        client.Dispose();
    }

    [Theory, InlineData(RelayKind.Splice), InlineData(RelayKind.Copy)]
    public async Task Join_TargetDoesNotAnswer_GivesUpInTime(RelayKind kind)
    {
        var clock = new FakeTimeProvider();
        using var rig = new RelayRig(kind, clock);
        using var full = new FullListener();
        var (client, clientEnd) = await rig.ConnectAsync();
        var connection = rig.Join(clientEnd, full.Address, new RelayOptions { ConnectTimeout = TimeSpan.FromSeconds(5) });
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.False(connection.Completion.IsCompleted);

        while (!connection.Completion.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(3));   // the connection may reach its loop after the first of these
            await Task.Yield();
        }

        Assert.Equal(SocketError.TimedOut, await connection.Completion);
        Assert.Equal(Reset, await RelayRig.EndAsync(client));
        client.Dispose();
    }
}
