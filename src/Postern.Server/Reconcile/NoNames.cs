using System.Net;
using Postern.Server.Catalogue;

namespace Postern.Server.Reconcile;

/// <summary>Nothing is published: clients of private endpoints use the names that AWS gives to those.</summary>
internal sealed class NoNames : INamePublisher
{
    private static readonly Task<string?> Done = Task.FromResult<string?>(null);

    public Task<string?> PublishAddressesAsync(string host, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken) => Done;

    public Task<string?> PublishAliasAsync(string host, string target, CancellationToken cancellationToken) => Done;

    public Task<string?> WithdrawAsync(string host, CancellationToken cancellationToken) => Done;

    public Task<IReadOnlyDictionary<string, PublishedName>> LookAsync(IReadOnlyCollection<string> hosts, bool isAwaited, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, PublishedName>>(hosts.ToDictionary(host => host, _ => new PublishedName("no place", null, "Host names are not published.")));
}
