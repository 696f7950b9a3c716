using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <summary>Two joined sockets where there is no splice, or bytes have to wait: they are copied through this process.</summary>
internal sealed class CopyPair : RelayConnection, IDisposable
{
    private const int BufferSize = 64 * 1024;
    private readonly Socket _client;
    private readonly Socket _target;
    private readonly RelayOptions _options;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _aborted = new();
    private readonly ITimer _idle;

    private CopyPair(Socket client, Socket target, RelayOptions options, TimeProvider clock) : base(options.Unreachable)
    {
        (_client, _target, _options, _clock) = (client, target, options, clock);
        client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true);   // urgent data go on as bytes among the others
        target.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true);
        _idle = clock.CreateTimer(_ => _aborted.Cancel(), null, options.IdleTimeout, Timeout.InfiniteTimeSpan);
    }

    /// <param name="open">Holds the pair for as long as it is open.</param>
    public static RelayConnection Join(Socket client, Socket target, IPEndPoint to, RelayOptions options, TimeProvider clock, ConcurrentDictionary<RelayConnection, bool> open)
    {
        var pair = new CopyPair(client, target, options, clock);
        open[pair] = true;
        _ = pair.RunAsync(to, open);
        return pair;
    }

    public override void Abort() => _aborted.Cancel();

    public void Dispose() => _idle.Dispose();   // not the source of the token: Abort may still come, and it holds nothing

    private async Task RunAsync(IPEndPoint to, ConcurrentDictionary<RelayConnection, bool> open)
    {
        bool[] ends = await ConnectAsync(to)
            ? await Task.WhenAll(PumpAsync(_client, _target, _options.Header, isFromClient: true), PumpAsync(_target, _client, ReadOnlyMemory<byte>.Empty, isFromClient: false))
            : [false];
        Dispose();
        HasReset = ends.Contains(false) && SocketEnd.CanReset((int)_client.Handle);
        SocketEnd.Close(_client, reset: ends.Contains(false));
        SocketEnd.Close(_target, reset: ends.Contains(false));
        open.TryRemove(this, out _);
        End();
    }

    private async Task<bool> ConnectAsync(IPEndPoint to)
    {
        using var late = new CancellationTokenSource(_options.ConnectTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_aborted.Token, late.Token);
        try
        {
            await _target.ConnectAsync(to, either.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            Fail(e is SocketException s ? s.SocketErrorCode : late.IsCancellationRequested ? SocketError.TimedOut : SocketError.OperationAborted);
            return false;
        }
    }

    /// <returns>Whether the source came to an orderly end.</returns>
    private async Task<bool> PumpAsync(Socket source, Socket destination, ReadOnlyMemory<byte> header, bool isFromClient)
    {
        try
        {
            await SendAsync(destination, header);
            var buffer = new byte[BufferSize];
            while (await source.ReceiveAsync(buffer, _aborted.Token) is var read and > 0)
            {
                Count(read, isFromClient);
                if (_options.Delay > TimeSpan.Zero)
                {
                    await Task.Delay(_options.Delay, _clock, _aborted.Token);
                }

                await SendAsync(destination, buffer.AsMemory(0, read));
            }

            destination.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            await _aborted.CancelAsync();
            return false;
        }
    }

    private async Task SendAsync(Socket destination, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await destination.SendAsync(bytes, _aborted.Token)..];
        }

        _idle.Change(_options.IdleTimeout, Timeout.InfiniteTimeSpan);
    }
}
