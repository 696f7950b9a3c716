using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>Whether endpoints that wait have a place: those that are accepted without one are rejected, and AWS takes back no rejection.</summary>
internal static class EndpointRoom
{
    /// <param name="endpoint">A VPC endpoint, or an account with all of its.</param>
    /// <param name="most">As many endpoints as the PrivateLink takes.</param>
    /// <returns>Why they cannot be accepted; null where they can, and where nobody waits.</returns>
    public static string? Lack(PrivateLink link, string endpoint, int most)
    {
        var all = EndpointView.List(link);
        var asking = all.Where(e => IsWaiting(e) && (e.VpcEndpointId == endpoint || e.OwnerAccount == endpoint)).ToList();
        var placed = all.Count(e => e.Decision != "rejected" && (e.State is EndpointView.Available or EndpointView.Pending || (e.Decision == "accepted" && IsWaiting(e) && !asking.Contains(e))));
        return asking.Count == 0 || placed + asking.Count <= most ? null
            : $"There is no place for {string.Join(", ", asking.Select(e => e.VpcEndpointId))}: the PrivateLink takes at most {most} {(most == 1 ? "endpoint" : "endpoints")}, and has {placed}. Raise max_endpoints, or reject another, first";
    }

    private static bool IsWaiting(EndpointView endpoint) => endpoint.State == EndpointView.Waiting;
}
