using Postern.Engine;
using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>What AWS's list of endpoints means to our list of connections. Pure.</summary>
/// <param name="Current">All that there are now, in order; new ones have the lowest ordinals that are free, by the age of their endpoints.</param>
/// <param name="Gone">Those whose endpoint is no longer available.</param>
internal sealed record ConnectionChanges(IReadOnlyList<Connection> Current, IReadOnlyList<Connection> Gone)
{
    private const string Available = "available";

    /// <param name="most">The highest number. An endpoint for which none is free waits until one is.</param>
    public static ConnectionChanges Between(PrivateLink link, IEnumerable<EndpointConnection> observed, int most, Func<string> newId)
    {
        var available = observed.Where(e => e.State.Equals(Available, StringComparison.OrdinalIgnoreCase) && e.DnsName is not null)
            .OrderBy(e => e.CreatedAt).ThenBy(e => e.EndpointId, StringComparer.Ordinal).ToList();
        var byEndpoint = available.ToDictionary(e => e.EndpointId);
        var current = link.Connections.Where(c => byEndpoint.ContainsKey(c.EndpointId)).Select(c => With(c, byEndpoint[c.EndpointId].DnsName!)).ToList();
        var gone = link.Connections.Where(c => !byEndpoint.ContainsKey(c.EndpointId)).ToList();

        // The number of one that goes is not given away in the same pass: its host name is still being withdrawn.
        var taken = link.Connections.Select(c => c.Ordinal).ToHashSet();
        var free = Enumerable.Range(1, most).Where(ordinal => !taken.Contains(ordinal));
        foreach (var (endpoint, ordinal) in available.Where(e => link.Connections.All(c => c.EndpointId != e.EndpointId)).Zip(free))
        {
            current.Add(new Connection
            {
                Id = newId(), PrivateLinkId = link.Id, EndpointId = endpoint.EndpointId, OwnerAccount = endpoint.OwnerAccount,
                DnsName = endpoint.DnsName!, Ordinal = ordinal, CreatedAt = endpoint.CreatedAt,
            });
        }

        return new ConnectionChanges([.. current.OrderBy(c => c.Ordinal)], gone);
    }

    private static Connection With(Connection connection, string dnsName)
    {
        connection.DnsName = dnsName;
        return connection;
    }
}
