using Postern.Server.Catalogue;
using Postern.Server.Reconcile;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>Looks at what is published for somebody who waits for all of it: for names that the limit of calls does not allow at once, their turn is waited for.</summary>
internal static class PatientLook
{
    /// <summary>As many names as a service can have connections take three seconds where nobody else calls.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    public static async Task<IReadOnlyDictionary<string, PublishedName>> AtAsync(IReadOnlyCollection<string> hosts, INamePublisher dns, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (published, start) = (new Dictionary<string, PublishedName>(StringComparer.Ordinal), clock.GetTimestamp());
        while (true)
        {
            foreach (var (host, seen) in await dns.LookAsync(hosts, isAwaited: true, cancellationToken))
            {
                published[host] = seen;
            }

            hosts = [.. hosts.Where(host => published[host].RetryAfter is not null)];
            if (hosts.Min(host => published[host].RetryAfter) is not { } wait || clock.GetElapsedTime(start) + wait > Longest)
            {
                return published;
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }
}
