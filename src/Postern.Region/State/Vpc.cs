using System.Collections.Immutable;
using System.Net;

namespace Postern.Region.State;

internal sealed record Vpc : Resource
{
    /// <summary>The address range. Several VPCs may own the same.</summary>
    public required string Cidr { get; init; }

    /// <summary>The /56 that no other VPC has; null where the VPC has IPv4 alone.</summary>
    public string? Ipv6Cidr { get; init; }

    public bool DnsSupport { get; init; } = true;

    public bool DnsHostnames { get; init; }

    /// <summary>What its main route table sends through peering connections: their ids, by the ranges that lie behind them.</summary>
    public ImmutableSortedDictionary<string, string> PeeringRoutes { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The resolver's address in the VPC: the range's base plus two. https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html</summary>
    public IPAddress Resolver => Ipv4.Add(IPNetwork.Parse(Cidr).BaseAddress, 2);
}

internal sealed record Subnet : Resource
{
    internal override IEnumerable<string> Keys => [VpcId];

    public required string VpcId { get; init; }

    /// <summary>The zone's name in this account, such as <c>eu-west-1a</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>The zone's id, the same for every account, such as <c>euw1-az1</c>.</summary>
    public required string ZoneId { get; init; }

    public required string Cidr { get; init; }

    /// <summary>A /64 of the VPC's range; null where the subnet has IPv4 alone.</summary>
    public string? Ipv6Cidr { get; init; }

    /// <summary>Whether instances get an IPv6 address where they do not ask for one.</summary>
    public bool AssignsIpv6 { get; init; }

    /// <summary>What instances would get at launch; kept for clients that read it back, since no address here is public.</summary>
    public bool MapPublicIp { get; init; }

    public bool ResourceNameDns { get; init; }

    /// <summary><c>ip-name</c> or <c>resource-name</c>.</summary>
    public string HostnameType { get; init; } = "ip-name";
}
