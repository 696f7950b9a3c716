using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Postern.Region.Relays;

namespace Postern.Region.Tests.Relays;

/// <summary>Tests of the relay count file descriptors and load the machine, so they run alone.</summary>
[CollectionDefinition(nameof(RelayRig), DisableParallelization = true)]
public sealed class RelayRunsAlone;

/// <summary>The ways of relaying. Small pipes are what an unprivileged process gets that has many; they are full all the time.</summary>
public enum RelayKind
{
    Splice,
    SpliceWithSmallPipes,
    Copy,
}

/// <summary>A relay, and joined connections with the test at both far ends.</summary>
internal sealed class RelayRig(RelayKind kind, TimeProvider clock, int loops = 2) : IDisposable
{
    private readonly Relay _relay = new(clock, kind == RelayKind.Copy ? 0 : loops, kind == RelayKind.SpliceWithSmallPipes ? Environment.SystemPageSize : PipePool.LargestSize);
    private readonly Socket _listener = Listen();
    private readonly Socket _front = Listen();
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <param name="Client">The far end on the client's side.</param>
    /// <param name="Target">The far end on the target's side.</param>
    public record Ends(Socket Client, Socket Target) : IDisposable
    {
        public void Dispose()
        {
            Client.Dispose();
            Target.Dispose();
            GC.SuppressFinalize(this);
        }

        /// <summary>A byte there and another back.</summary>
        public async Task EchoAsync()
        {
            await Client.SendAsync("?"u8.ToArray());
            Assert.Equal("?", await ReadTextAsync(Target, 1));
            await Target.SendAsync("!"u8.ToArray());
            Assert.Equal("!", await ReadTextAsync(Client, 1));
        }
    }

    public sealed record Joined(Socket Client, Socket Target, RelayConnection Connection) : Ends(Client, Target);

    public async Task<Joined> JoinAsync(RelayOptions? options = null, int? targetBuffers = null)
    {
        var (client, clientEnd) = await ConnectAsync();
        await _oneAtATime.WaitAsync();
        try
        {
            var connection = Join(clientEnd, (IPEndPoint)_listener.LocalEndPoint!, options ?? new RelayOptions(), targetBuffers);
            var target = await _listener.AcceptAsync();
            target.NoDelay = true;
            if (targetBuffers is { } size)
            {
                target.ReceiveBufferSize = size;
            }

            return new Joined(client, target, connection);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Hands a client's connection to the relay, with a target that may be there or not.</summary>
    public RelayConnection Join(Socket clientEnd, IPEndPoint to, RelayOptions options, int? sendBuffer = null)
    {
        var targetEnd = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (sendBuffer is { } size)
        {
            targetEnd.SendBufferSize = size;
        }

        return _relay.Join(clientEnd, targetEnd, to, options);
    }

    /// <summary>Lets the relay take connections by itself.</summary>
    /// <returns>Where.</returns>
    public IPEndPoint Accept()
    {
        _relay.Accept(_front, new RelayRoute((IPEndPoint)_listener.LocalEndPoint!, null, what => Assert.Fail(what)));
        return (IPEndPoint)_front.LocalEndPoint!;
    }

    public Task StopAcceptingAsync() => _relay.StopAcceptingAsync();

    /// <summary>Connections that the relay holds.</summary>
    public int Count => _relay.Count;

    /// <summary>Connects at the relay's own listening socket.</summary>
    public async Task<Ends> OpenAsync(IPEndPoint address)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(address);
        return new Ends(client, await _listener.AcceptAsync());
    }

    /// <summary>Waits for what happens on another thread.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !holds();)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "it did not happen within a minute");
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        _front.Dispose();
        _listener.Dispose();
        _oneAtATime.Dispose();
        _relay.Dispose();
    }

    /// <summary>Sends bytes that follow from the seed, in pieces of many sizes, and then the end.</summary>
    public static async Task<string> SendAsync(Socket socket, int seed, int length)
    {
        var random = new Random(seed);
        var bytes = new byte[length];
        random.NextBytes(bytes);
        for (var sent = 0; sent < length;)
        {
            var piece = Math.Min(length - sent, 1 << random.Next(18));
            sent += await socket.SendAsync(bytes.AsMemory(sent, piece));
        }

        socket.Shutdown(SocketShutdown.Send);
        return Convert.ToHexString(SHA256.HashData(bytes));
    }

    /// <summary>Sends without end, until the connection breaks.</summary>
    public static async Task FloodAsync(Socket socket)
    {
        var bytes = new byte[64 * 1024];
        try
        {
            while (await socket.SendAsync(bytes) > 0)
            {
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // What it waited for.
        }
    }

    /// <summary>Reads to the end.</summary>
    /// <param name="isSlow">Whether to read in sips, with everybody else's turn between them.</param>
    public static async Task<string> ReceiveAsync(Socket socket, bool isSlow)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[isSlow ? 700 : 64 * 1024];
        while (await socket.ReceiveAsync(buffer) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            if (isSlow)
            {
                await Task.Yield();
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>What a read says at the end of a connection: "" for an orderly one, or the error's name.</summary>
    public static async Task<string> EndAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer).InTimeAsync() > 0)
            {
            }

            return "";
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode.ToString();
        }
    }

    public static async Task<string> ReadTextAsync(Socket socket, int length)
    {
        var buffer = new byte[length];
        using var stream = new NetworkStream(socket, ownsSocket: false);
        await stream.ReadExactlyAsync(buffer).AsTask().InTimeAsync();
        return System.Text.Encoding.ASCII.GetString(buffer);
    }

    /// <summary>An address where nobody listens.</summary>
    public static IPEndPoint Nobody()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <returns>A connection's far end, and the end that the relay gets.</returns>
    public async Task<(Socket Outer, Socket Inner)> ConnectAsync()
    {
        await _oneAtATime.WaitAsync();   // or the accepted one may be another's
        try
        {
            var outer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await outer.ConnectAsync(_listener.LocalEndPoint!);
            var inner = await _listener.AcceptAsync();
            inner.NoDelay = true;
            return (outer, inner);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }
}

/// <summary>A stalled transfer fails its test instead of the whole run.</summary>
internal static class Patience
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    public static Task InTimeAsync(this Task task) => task.WaitAsync(Most, TestContext.Current.CancellationToken);

    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(Most, TestContext.Current.CancellationToken);
}
