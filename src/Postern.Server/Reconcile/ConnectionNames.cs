using System.Collections.Concurrent;
using Postern.Engine;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <param name="Current">With what each host name now points to.</param>
/// <param name="Gone">Those whose host names are withdrawn.</param>
/// <param name="Problem">Null where all was done.</param>
internal sealed record PublishedConnections(IReadOnlyList<Connection> Current, IReadOnlyList<Connection> Gone, string? Problem)
{
    /// <summary>What somebody else had done to host names, and is undone, in words.</summary>
    public IReadOnlyList<string> Mended { get; init; } = [];

    /// <summary>Whether a look at what is published was put off.</summary>
    public bool IsOwed { get; init; }
}

/// <summary>
/// Gives each connection its host name before it counts as active, and takes the name away before the connection goes. What is published is looked at where all of AWS was, or the wish is
/// a new one; a look that the limit of calls does not allow is for the next pass.
/// </summary>
internal sealed class ConnectionNames(INamePublisher dns, HostNames names, ServiceCatalogue catalogue)
{
    private readonly ConcurrentDictionary<string, Looked> _looked = new(StringComparer.Ordinal);

    public async Task<PublishedConnections> PublishAsync(PrivateLink link, ReconcileOutcome outcome, CancellationToken cancellationToken)
    {
        var service = link.Service!;
        var changes = ConnectionChanges.Between(link, outcome.Connections, catalogue.Find(service.Type)!.MostConnections, Ids.NewConnection);
        var (gone, problems) = (new List<Connection>(), new List<string>());
        foreach (var connection in changes.Gone)
        {
            if (await dns.WithdrawAsync(Host(connection), cancellationToken) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                gone.Add(connection);
            }
        }

        var (mended, isOwed) = await MendAsync(link, outcome, changes.Current, problems, cancellationToken);
        foreach (var connection in changes.Current.Where(c => c.PublishedDnsName != c.DnsName))
        {
            if (await dns.PublishAliasAsync(Host(connection), connection.DnsName, cancellationToken) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                connection.PublishedDnsName = connection.DnsName;
            }
        }

        return new PublishedConnections(changes.Current, gone, problems.Count == 0 ? null : string.Join(" ", problems)) { Mended = mended, IsOwed = isOwed };

        string Host(Connection connection) => HostOf(service, connection);
    }

    private string HostOf(Service service, Connection connection) => names.PrivateLink(service.Name, service.Project, connection.Ordinal);

    /// <summary>Publishes again what somebody else has deleted or changed.</summary>
    private async Task<(List<string> Mended, bool IsOwed)> MendAsync(PrivateLink link, ReconcileOutcome outcome, IReadOnlyList<Connection> current, List<string> problems, CancellationToken cancellationToken)
    {
        var mended = new List<string>();
        var last = _looked.GetValueOrDefault(link.Id);
        var isAsked = last is not null && last.Generation != link.Generation;
        if (link.IsDeleting)
        {
            _looked.TryRemove(link.Id, out _);
            return (mended, false);
        }

        if (!names.ArePublished || !(outcome.IsWhole || last is null or { IsOwed: true } || isAsked))
        {
            return (mended, false);
        }

        var published = current.Where(c => c.PublishedDnsName == c.DnsName).ToDictionary(c => HostOf(link.Service!, c));
        var isOwed = false;
        foreach (var (host, seen) in await dns.LookAsync(published.Keys, isAsked, cancellationToken))
        {
            var connection = published[host];
            isOwed |= seen.Records is null;
            if (seen.Records is null || seen.IsAliasOf(connection.DnsName))
            {
                continue;
            }

            if (await dns.PublishAliasAsync(host, connection.DnsName, cancellationToken) is { } problem)
            {
                connection.PublishedDnsName = null;
                problems.Add(problem);
            }
            else
            {
                mended.Add($"{host} {seen.Found}, and is another name of {connection.DnsName} again");
            }
        }

        _looked[link.Id] = isOwed && last is not null ? last with { IsOwed = true } : new Looked(link.Generation, isOwed);
        return (mended, isOwed);
    }

    /// <param name="Generation">The wish under which the names were looked at.</param>
    private sealed record Looked(long Generation, bool IsOwed);
}
