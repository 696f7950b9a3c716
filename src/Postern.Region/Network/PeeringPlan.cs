using System.Net;

namespace Postern.Region.Network;

/// <summary>Two VPCs that should reach one another. Their ranges must not overlap.</summary>
/// <param name="Id">The peering connection's, such as <c>pcx-0123456789abcdef0</c>.</param>
internal sealed record PeeringPlan(string Id, string VpcId, IPNetwork Range, string PeerVpcId, IPNetwork PeerRange)
{
    /// <summary>The name of its link in both namespaces.</summary>
    public string Link => "p" + Id[^12..];
}
