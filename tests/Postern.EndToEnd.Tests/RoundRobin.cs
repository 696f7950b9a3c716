using System.Net;
using System.Net.Sockets;

namespace Postern.EndToEnd.Tests;

/// <summary>A plain TCP load balancer: each connection goes to the next of the servers, and on to another where that one does not answer.</summary>
internal sealed class RoundRobin : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IReadOnlyList<Uri> _servers;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private readonly int[] _served;

    public RoundRobin(params IReadOnlyList<Uri> servers)
    {
        (_servers, _served) = (servers, new int[servers.Count]);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>Connections that each server has got.</summary>
    public IReadOnlyList<int> Served => _served;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var joined = new List<Task>();
        for (var turn = 0; !_end.IsCancellationRequested; turn++)
        {
            try
            {
                joined.Add(JoinAsync(await _listener.AcceptTcpClientAsync(_end.Token), turn));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The end.
            }
        }

        await Task.WhenAll(joined);
    }

    private async Task JoinAsync(TcpClient client, int turn)
    {
        using (client)
        {
            try
            {
                using var server = await ConnectAsync(turn);
                await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One of the two is gone, and so is the other.
            }
        }
    }

    private async Task<TcpClient> ConnectAsync(int turn)
    {
        for (var tried = 1; ; tried++, turn++)
        {
            var (number, client) = (turn % _servers.Count, new TcpClient());
            try
            {
                await client.ConnectAsync(_servers[number].Host, _servers[number].Port, _end.Token);
                Interlocked.Increment(ref _served[number]);
                return client;
            }
            catch (SocketException) when (tried < _servers.Count)
            {
                client.Dispose();
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        await from.GetStream().CopyToAsync(to.GetStream(), _end.Token);
        to.Client.Shutdown(SocketShutdown.Send);
    }
}
