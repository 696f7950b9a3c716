using System.Net;
using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <summary>A listening socket whose connections the runtime takes, where there are no event loops of the relay's own.</summary>
internal sealed class PlainAcceptor : IDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Socket _listener;
    private readonly Relay _relay;
    private readonly RelayRoute _route;
    private readonly Task _accepting;

    public PlainAcceptor(Socket listener, Relay relay, RelayRoute route)
    {
        (_listener, _relay, _route) = (listener, relay, route);
        _accepting = AcceptAsync();
    }

    public async Task StopAsync()
    {
        await _stopped.CancelAsync();
        await _accepting;
    }

    public void Dispose() => _stopped.Dispose();

    private async Task AcceptAsync()
    {
        while (!_stopped.IsCancellationRequested)
        {
            try
            {
                Carry(await _listener.AcceptAsync(_stopped.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // Most likely out of file descriptors: the client waits in the queue until some connection has ended.
                _route.Report($"cannot accept: {e.Message}");
                await Task.Delay(PauseAfterFailure, TimeProvider.System, _stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Carry(Socket client)
    {
        Socket? target = null;
        try
        {
            target = new Socket(_route.To.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            client.NoDelay = true;
            _relay.Join(client, target, _route.To, _route.Options((IPEndPoint)client.RemoteEndPoint!, (IPEndPoint)client.LocalEndPoint!));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _route.Report($"a connection broke before it was joined: {e.Message}");
            SocketEnd.Close(client, reset: true);
            target?.Dispose();
        }
    }
}
