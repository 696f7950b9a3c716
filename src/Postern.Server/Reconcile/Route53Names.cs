using System.Net;
using Postern.Engine.Cloud;
using Postern.Server.Catalogue;

namespace Postern.Server.Reconcile;

/// <summary>Publishes host names in a hosted zone of Route 53.</summary>
internal sealed class Route53Names(HostedZone zone) : INamePublisher
{
    public Task<string?> PublishAddressesAsync(string host, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken) =>
        zone.SetAsync(host, "A", [.. addresses.Select(address => address.ToString())], cancellationToken);

    public Task<string?> PublishAliasAsync(string host, string target, CancellationToken cancellationToken) => zone.SetAsync(host, "CNAME", [target], cancellationToken);

    public Task<string?> WithdrawAsync(string host, CancellationToken cancellationToken) => zone.RemoveAsync(host, cancellationToken);

    public async Task<IReadOnlyDictionary<string, PublishedName>> LookAsync(IReadOnlyCollection<string> hosts, bool isAwaited, CancellationToken cancellationToken) =>
        (await zone.FindAsync(hosts, isAwaited, cancellationToken)).ToDictionary(seen => seen.Key, seen => new PublishedName($"hosted zone {zone.Id}", seen.Value.Records, seen.Value.Problem) { RetryAfter = seen.Value.RetryAfter });
}
