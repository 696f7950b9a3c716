using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Postern.Cli.Checks;

/// <summary>Connects to one address of a target, and greets what answers. Ends at the first look that is broken.</summary>
internal sealed class AddressCheck(CheckTarget target, Greetings greetings, TimeSpan limit, TimeProvider clock)
{
    private string NoAnswer => string.Create(CultureInfo.InvariantCulture, $"no answer within {limit.TotalSeconds:0.#} s");

    public async Task<IReadOnlyList<Finding>> LookAsync(IPAddress address, CancellationToken cancellationToken)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (await ConnectAsync(socket, address, cancellationToken) is { } failure)
        {
            return [failure];
        }

        var connected = Finding.Ok("connect", string.Create(CultureInfo.InvariantCulture, $"port {target.Port} is open"));
        using var late = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await using var stream = new NetworkStream(socket);
            return [connected, .. await greetings.GreetAsync(stream, both.Token)];
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return [connected, Finding.Broken("greeting", NoAnswer, "The connection is open and nothing answers: no target behind the load balancer is healthy, or a firewall drops what follows. Ask the operator for `privatelink aws diagnose`.")];
        }
        catch (Exception e) when (e is IOException or AuthenticationException or SocketException or InvalidDataException)
        {
            return [connected, e.InnerException is SocketException || e is EndOfStreamException
                ? Finding.Broken("greeting", $"the connection was closed: {e.Message}", "No target behind the load balancer is healthy, or the node is down. Ask the operator for `privatelink aws diagnose`.")
                : Finding.Broken("greeting", e.Message, "The other side does not speak as expected: is host and port right, and does nothing between rewrite TLS?")];
        }
    }

    private async Task<Finding?> ConnectAsync(Socket socket, IPAddress address, CancellationToken cancellationToken)
    {
        try
        {
            await socket.ConnectAsync(address, target.Port, cancellationToken).AsTask().WaitAsync(limit, clock, cancellationToken);
            return null;
        }
        catch (TimeoutException)
        {
            return Finding.Broken("connect", NoAnswer, Advice(SocketError.TimedOut));
        }
        catch (SocketException e)
        {
            return Finding.Broken("connect", e.Message, Advice(e.SocketErrorCode));
        }
    }

    private string Advice(SocketError error) => error switch
    {
        _ when target.Connection is null => "Are you inside the service's network, or one that is peered with it? Elsewhere its address is nobody's, or another machine's. Inside it, the node or its security group refuses: ask the operator.",
        SocketError.TimedOut or SocketError.ConnectionReset => $"The security group of {target.Endpoint ?? "the endpoint"} has to let port {target.Port} in from here, and that of this machine has to let it out.",
        SocketError.ConnectionRefused => $"The component is switched off on this route, has no healthy target, or port {target.Port} is of another: take a new file.",
        _ => $"There is no way from here to that address: are you inside the VPC of {target.Endpoint ?? "the endpoint"}?",
    };
}
