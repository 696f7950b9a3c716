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

    public Task<string?> ReplaceByAliasAsync(string host, string target, CancellationToken cancellationToken) => zone.ReplaceAsync(host, "CNAME", [target], cancellationToken);

    public Task<string?> WithdrawAsync(string host, CancellationToken cancellationToken) => zone.RemoveAsync(host, cancellationToken);

    public async Task<PublishedName> LookAsync(string host, bool isAwaited, CancellationToken cancellationToken)
    {
        var (sets, problem) = await zone.FindAsync(host, isAwaited, cancellationToken);
        return new PublishedName($"hosted zone {zone.Id}", sets is null ? null : [.. sets.SelectMany(set => set.Values.DefaultIfEmpty("(alias)").Select(value => PublishedName.Record(set.Type, value)))], problem);
    }
}
