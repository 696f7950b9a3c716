using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Cli.Checks;

/// <summary>Looks at a target as a client of it would: its name, and then each of its addresses, which clients choose among by chance.</summary>
/// <param name="own">The client's certificate to show where one is asked for; null for none.</param>
/// <param name="login">To sign in with where Kafka's brokers want SASL; null for nothing.</param>
/// <param name="limit">How long each look may take.</param>
internal sealed class Checker(CheckFile file, X509Certificate2? own, SaslLogin? login, TimeSpan limit, TimeProvider clock)
{
    public async Task<IReadOnlyList<Finding>> CheckAsync(CheckTarget target, CancellationToken cancellationToken)
    {
        var (addresses, resolve) = await ResolveAsync(target, cancellationToken);
        var looks = await Task.WhenAll(addresses.Select(async address =>
            (address, Findings: await new AddressCheck(target, new Greetings(target, new TlsLook(target.IsPublic ? null : file.Authority, own), login, file.BrokersBeside(target)), limit, clock).LookAsync(address, cancellationToken))));
        return [resolve, .. Merge(looks)];
    }

    /// <summary>One line where all addresses show the same. Where some work, those that do not are a warning.</summary>
    private static IEnumerable<Finding> Merge((IPAddress Address, IReadOnlyList<Finding> Findings)[] looks)
    {
        var works = looks.Any(look => !look.Findings.Any(finding => finding.IsBroken));
        return from look in looks
               from finding in look.Findings
               group (look.Address, finding) by (finding.Check, finding.Verdict, finding.Evidence, finding.Advice) into same
               let first = same.First().finding
               let at = string.Join(", ", same.Select(s => s.Address))
               let shown = same.Count() == looks.Length && first.Check != "connect" ? first : first with { Evidence = $"{at}: {first.Evidence}" }
               select works && shown.IsBroken ? shown with { Verdict = "warning", Advice = $"Clients that take this address fail, so they fail at times. {shown.Advice}" } : shown;
    }

    private async Task<(IReadOnlyList<IPAddress> Addresses, Finding Finding)> ResolveAsync(CheckTarget target, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken).WaitAsync(limit, clock, cancellationToken);
            var outside = addresses.Where(a => !IsPrivate(a)).ToList();
            return (addresses, outside.Count == 0
                ? Finding.Ok("resolve", string.Join(", ", addresses.AsEnumerable()))
                : Finding.Warning("resolve", $"{string.Join(", ", outside)} is a public address", $"Route {file.Route} has private addresses: does a resolver between answer for this name?"));
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return ([], Finding.Broken("resolve", e.Message, file.Route == "privatelink"
                ? $"Ask from inside the VPC of {target.Endpoint ?? "the endpoint"}, by the VPC's own resolver, with DNS support of the VPC switched on; the name follows the endpoint by up to a minute. Where the endpoint is gone, take a new file."
                : "Ask from inside the service's network, or one that is peered with it."));
        }
    }

    private static bool IsPrivate(IPAddress address)
    {
        var b = address.MapToIPv4().GetAddressBytes();
        return IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal || b[0] == 10 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 100 && b[1] is >= 64 and < 128);
    }
}
