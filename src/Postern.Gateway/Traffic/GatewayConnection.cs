using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Channels;
using System.Threading.RateLimiting;
using Postern.Gateway.Configuration;
using Postern.Gateway.Protocol;
using Postern.Gateway.Sasl;

namespace Postern.Gateway.Traffic;

/// <summary>One client and the broker behind it.</summary>
/// <param name="door">Lets those in who are to sign in, by the client's address.</param>
internal sealed class GatewayConnection(ListenerSettings settings, Func<int, BrokerAddress> map, PartitionedRateLimiter<string> door)
{
    private static readonly TimeSpan OpeningTime = TimeSpan.FromSeconds(30);

    private RequestPump? _up;
    private AnswerPump? _down;

    /// <summary>Who connects, for logs.</summary>
    public string Client { get; private set; } = "unknown";

    /// <summary>The VPC endpoint, where PROXY protocol says it.</summary>
    public string Endpoint { get; private set; } = "unknown";

    /// <summary>Requests that went to the broker.</summary>
    public long Requests => _up?.Requests ?? 0;

    /// <summary>Bytes that went to the broker.</summary>
    public long BytesUp => _up?.Sent ?? 0;

    /// <summary>Bytes that went to the client.</summary>
    public long BytesDown => _down?.Sent ?? 0;

    /// <summary>Carries the connection to its end; a side that ends its direction leaves the other open.</summary>
    /// <param name="opened">Called once it is known who connects.</param>
    public async Task RunAsync(Socket accepted, Action<GatewayConnection> opened, CancellationToken cancellationToken)
    {
        using var socket = accepted;
        using var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.NoDelay = true;
        Client = socket.RemoteEndPoint?.ToString() ?? Client;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        opening.CancelAfter(OpeningTime);

        await using var client = await InTimeAsync("the client's TLS or PROXY protocol header", OpenClientAsync, socket, opening.Token, cancellationToken);
        if (client is null)
        {
            return;
        }

        opened(this);
        await using var broker = await InTimeAsync($"the connection to the broker {settings.Upstream.Host}:{settings.Upstream.Port}", OpenBrokerAsync, upstream, opening.Token, cancellationToken);

        if (settings.Users is { } users && await InTimeAsync("signing in", (_, inTime) => SignInAsync(client, broker, users, inTime), socket, opening.Token, cancellationToken) is null)
        {
            return;
        }

        var awaited = Channel.CreateBounded<AwaitedAnswer>(new BoundedChannelOptions(Limits.AwaitedAnswers) { SingleReader = true, SingleWriter = true });
        using var up = new RequestPump(client, broker, awaited.Writer, settings.Users is not null);
        using var down = new AnswerPump(broker, client, awaited.Reader, map, settings.Users is not null);
        (_up, _down) = (up, down);
        var requests = ThenEndAsync(up.RunAsync(ending.Token), broker, upstream);
        var answers = down.RunAsync(ending.Token);

        var first = await Task.WhenAny(requests, answers);
        if (first == requests && requests.IsCompletedSuccessfully)
        {
            await Task.WhenAny(answers); // the client has said its last and still reads
        }

        await ending.CancelAsync();
        await Task.WhenAny(Task.WhenAll(requests, answers));
        await (first.IsFaulted ? first : answers);
    }

    private static async Task ThenEndAsync(Task pump, Stream stream, Socket socket)
    {
        await pump;
        if (stream is SslStream tls)
        {
            await tls.ShutdownAsync();
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    /// <exception cref="IOException">Says what did not come about, and why.</exception>
    private static async Task<T> InTimeAsync<T>(string what, Func<Socket, CancellationToken, Task<T>> open, Socket socket, CancellationToken opening, CancellationToken stop)
    {
        try
        {
            return await open(socket, opening);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new IOException($"{what} did not come within {OpeningTime.TotalSeconds:0} s", e);
        }
        catch (Exception e) when (e is SocketException or AuthenticationException or EndOfStreamException)
        {
            throw new IOException($"{what} failed: {e.Message}", e);
        }
    }

    /// <returns>Null where the client left without a word, as health checks do.</returns>
    private async Task<Stream?> OpenClientAsync(Socket socket, CancellationToken cancellationToken)
    {
        var plain = new NetworkStream(socket);
        if (settings.ProxyProtocol)
        {
            if (await HasLeftAsync(socket, cancellationToken))
            {
                return null;
            }

            var source = await ProxySource.ReadAsync(plain, cancellationToken);
            Client = source.Client?.ToString() ?? Client;
            Endpoint = source.Endpoint ?? Endpoint;
        }

        if (settings.ClientTls is not { } options)
        {
            return plain;
        }

        if (await HasLeftAsync(socket, cancellationToken))
        {
            return null;
        }

        var tls = new SslStream(plain);
        await tls.AuthenticateAsServerAsync(options.Options(), cancellationToken);
        return tls;
    }

    /// <returns>Null where the client left without a word.</returns>
    /// <exception cref="IOException">It is not let in.</exception>
    private async Task<string?> SignInAsync(Stream client, Stream broker, SaslUsers users, CancellationToken cancellationToken)
    {
        using var place = await door.AcquireAsync(Client[..Math.Max(0, Client.LastIndexOf(':'))], cancellationToken: cancellationToken);
        if (!place.IsAcquired)
        {
            throw new IOException($"more than {Limits.WaitingToSignIn} connections of its address wait to sign in");
        }

        try
        {
            return await new SignIn(client, broker, users, TimeProvider.System).RunAsync(cancellationToken);
        }
        catch (SignInException e)
        {
            if (client is SslStream tls)
            {
                await tls.ShutdownAsync();
            }

            throw new IOException($"not signed in: {e.Message}", e);
        }
    }

    private static async Task<bool> HasLeftAsync(Socket socket, CancellationToken cancellationToken) =>
        await socket.ReceiveAsync(new byte[1], SocketFlags.Peek, cancellationToken) == 0;

    private async Task<Stream> OpenBrokerAsync(Socket socket, CancellationToken cancellationToken)
    {
        await socket.ConnectAsync(settings.Upstream.Host, settings.Upstream.Port, cancellationToken);
        var plain = new NetworkStream(socket);
        if (settings.UpstreamTls is not { } upstream)
        {
            return plain;
        }

        var tls = new SslStream(plain);
        await tls.AuthenticateAsClientAsync(upstream.Options(), cancellationToken);
        return tls;
    }
}
