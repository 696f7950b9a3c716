using Postern.Engine;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <param name="Current">With what each host name now points to.</param>
/// <param name="Gone">Those whose host names are withdrawn.</param>
/// <param name="Problem">Null where all was done.</param>
internal sealed record PublishedConnections(IReadOnlyList<Connection> Current, IReadOnlyList<Connection> Gone, string? Problem);

/// <summary>Gives each connection its host name before it counts as active, and takes the name away before the connection goes.</summary>
internal sealed class ConnectionNames(INamePublisher dns, HostNames names)
{
    public async Task<PublishedConnections> PublishAsync(PrivateLink link, IEnumerable<EndpointConnection> observed, CancellationToken cancellationToken)
    {
        var service = link.Service!;
        var changes = ConnectionChanges.Between(link, observed, Ids.NewConnection);
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

        return new PublishedConnections(changes.Current, gone, problems.Count == 0 ? null : string.Join(" ", problems));

        string Host(Connection connection) => names.PrivateLink(service.Name, service.Project, connection.Ordinal);
    }
}
