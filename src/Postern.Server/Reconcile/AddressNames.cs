using System.Collections.Concurrent;
using System.Net;
using Postern.Server.Catalogue;

namespace Postern.Server.Reconcile;

/// <param name="Problem">Null where the name is as it should be, as far as is known.</param>
/// <param name="Mended">What somebody else had done to it, and is undone, in words; null for nothing.</param>
internal sealed record KeptName(string? Problem, string? Mended = null);

/// <summary>
/// Keeps host names that lead to addresses: each is published where it is new, and looked at every ten minutes, or as often as the limit of calls allows where there are many.
/// </summary>
internal sealed class AddressNames(INamePublisher dns, HostNames names, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(10), AgainAfter = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _lookAt = new(StringComparer.Ordinal);

    /// <param name="isPublished">Whether it was given these addresses before.</param>
    public async Task<KeptName> KeepAsync(string host, IReadOnlyList<IPAddress> addresses, bool isPublished, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!isPublished)
        {
            return new KeptName(await PublishAsync(host, addresses, now, cancellationToken));
        }

        if (!names.ArePublished || now < _lookAt.GetValueOrDefault(host))
        {
            return new KeptName(Problem: null);
        }

        var seen = (await dns.LookAsync([host], isAwaited: false, cancellationToken))[host];
        _lookAt[host] = now + (seen.Records is null ? AgainAfter : LookEvery);
        if (seen.Records is null || seen.Has(addresses))
        {
            return new KeptName(Problem: null);
        }

        return await PublishAsync(host, addresses, now, cancellationToken) is { } problem ? new KeptName(problem)
            : new KeptName(Problem: null, $"Somebody else changed the DNS. Mended: {host} {seen.Found}, and is {string.Join(", ", addresses.Select(address => PublishedName.Record("A", address.ToString())))} again");
    }

    /// <returns>Null where it is gone.</returns>
    public async Task<string?> WithdrawAsync(string host, CancellationToken cancellationToken)
    {
        var problem = await dns.WithdrawAsync(host, cancellationToken);
        if (problem is null)
        {
            _lookAt.TryRemove(host, out _);
        }

        return problem;
    }

    private async Task<string?> PublishAsync(string host, IReadOnlyList<IPAddress> addresses, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var problem = await dns.PublishAddressesAsync(host, addresses, cancellationToken);
        _lookAt[host] = now + (problem is null ? LookEvery : AgainAfter);
        return problem;
    }
}
