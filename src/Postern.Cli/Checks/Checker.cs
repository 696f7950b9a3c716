using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Postern.Cli.Checks;

/// <summary>Looks at an address as a client of it would: name, connection, greeting, certificate. Ends at the first that is broken.</summary>
/// <param name="authority">As in <see cref="CheckFile.Authority"/>.</param>
/// <param name="limit">How long each look may take.</param>
internal sealed class Checker(string? authority, TimeSpan limit, TimeProvider clock)
{
    public async Task<IReadOnlyList<Finding>> CheckAsync(CheckTarget target, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var addresses = await ResolveAsync(target, findings, cancellationToken);
        if (addresses.Count == 0)
        {
            return findings;
        }

        using var socket = await ConnectAsync(target, addresses, findings, cancellationToken);
        if (socket is null)
        {
            return findings;
        }

        using var late = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await using var stream = new NetworkStream(socket);
            findings.AddRange(await Greetings.GreetAsync(target, stream, new TlsLook(authority), both.Token));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            findings.Add(new(target.ToString(), "greeting", "broken", $"no answer within {limit.TotalSeconds:0} s", "The connection is open and nothing answers: no target behind the load balancer is healthy, or a firewall drops what follows. Ask the operator for `privatelink aws diagnose`."));
        }
        catch (Exception e) when (e is IOException or AuthenticationException or SocketException or InvalidDataException)
        {
            findings.Add(new(target.ToString(), "greeting", "broken", e.Message, "The other side does not speak as expected: is host and port right, and does nothing between rewrite TLS?"));
        }

        return findings;
    }

    private async Task<IReadOnlyList<IPAddress>> ResolveAsync(CheckTarget target, List<Finding> findings, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken).WaitAsync(limit, clock, cancellationToken);
            var outside = addresses.Where(a => !IsPrivate(a)).ToList();
            findings.Add(outside.Count == 0
                ? new(target.ToString(), "resolve", "ok", string.Join(", ", addresses.AsEnumerable()), null)
                : new(target.ToString(), "resolve", "warning", $"{string.Join(", ", outside)} is a public address", "A private endpoint has private addresses: is this the host of route privatelink?"));
            return addresses;
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            findings.Add(new(target.ToString(), "resolve", "broken", e.Message, "Ask from inside the VPC of the endpoint, by the VPC's own resolver, with DNS support of the VPC switched on; the name follows the endpoint by up to a minute."));
            return [];
        }
    }

    private async Task<Socket?> ConnectAsync(CheckTarget target, IReadOnlyList<IPAddress> addresses, List<Finding> findings, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(address, target.Port, cancellationToken).AsTask().WaitAsync(limit, clock, cancellationToken);
                findings.Add(new(target.ToString(), "connect", reasons.Count == 0 ? "ok" : "warning", $"{address}:{target.Port}{string.Concat(reasons.Select(r => $"; {r}"))}",
                    reasons.Count == 0 ? null : "Clients that try one address only fail at times: look at the zone of the address that does not answer."));
                return socket;
            }
            catch (Exception e) when (e is SocketException or TimeoutException)
            {
                socket.Dispose();
                reasons.Add($"{address}: {(e is TimeoutException ? $"no answer within {limit.TotalSeconds:0} s" : e.Message)}");
            }
        }

        findings.Add(new(target.ToString(), "connect", "broken", string.Join("; ", reasons),
            $"No answer: the endpoint's security group has to let port {target.Port} in from here. Refused: the component is switched off, or the port is of another component."));
        return null;
    }

    private static bool IsPrivate(IPAddress address)
    {
        var b = address.MapToIPv4().GetAddressBytes();
        return IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal || b[0] == 10 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 100 && b[1] is >= 64 and < 128);
    }
}
