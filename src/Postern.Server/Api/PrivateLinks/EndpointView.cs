using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>A customer's endpoint as clients see it: what AWS said last, and what was decided here.</summary>
/// <param name="State">AWS's word.</param>
/// <param name="IsActive">Whether clients can use its host name.</param>
/// <param name="IsAllowed">Whether somebody of its account is on the list of principals.</param>
/// <param name="Decision"><c>accepted</c> or <c>rejected</c>; null where nobody has decided.</param>
internal sealed record EndpointView(
    string VpcEndpointId, string OwnerAccount, string State, DateTime CreateTime, IReadOnlyList<string> Zones, string? PrivatelinkConnectionId, string? DnsName, bool IsActive, bool IsAllowed, string? Decision)
{
    public const string Available = "available", Pending = "pending", Waiting = "pendingAcceptance";

    /// <summary>All of a PrivateLink, the oldest first.</summary>
    public static IReadOnlyList<EndpointView> List(PrivateLink link)
    {
        var (accounts, connections) = (PrincipalList.Accounts(link.Principals), link.Connections.ToDictionary(c => c.EndpointId, StringComparer.Ordinal));
        return [.. link.Status.Endpoints.OrderBy(e => e.CreatedAt).ThenBy(e => e.EndpointId, StringComparer.Ordinal).Select(endpoint =>
        {
            var connection = connections.GetValueOrDefault(endpoint.EndpointId);
            return new EndpointView(endpoint.EndpointId, endpoint.OwnerAccount, endpoint.State, endpoint.CreatedAt, endpoint.Zones ?? [],
                connection?.Id, connection?.DnsName, connection?.IsActive == true, accounts.Contains(endpoint.OwnerAccount), Decided(link, endpoint));
        })];
    }

    /// <summary>What a list that is cut off says of all.</summary>
    public static object Counts(IReadOnlyList<EndpointView> all)
    {
        var available = all.Where(e => e.State == Available).ToList();
        return new
        {
            Total = all.Count, Available = available.Count, PendingAcceptance = all.Count(e => e.State == Waiting),
            NotAllowed = available.Count(e => !e.IsAllowed), Accounts = available.Select(e => e.OwnerAccount).Distinct(StringComparer.Ordinal).Count(),
        };
    }

    /// <param name="word">Part of an id, account, state, zone or name.</param>
    public bool Has(string word) => new[] { VpcEndpointId, OwnerAccount, State, PrivatelinkConnectionId, DnsName }.Concat(Zones).Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private static string? Decided(PrivateLink link, EndpointStatus endpoint) =>
        link.Decisions.TryGetValue(endpoint.EndpointId, out var isAccepted) || link.Decisions.TryGetValue(endpoint.OwnerAccount, out isAccepted) ? isAccepted ? "accepted" : "rejected" : null;
}
