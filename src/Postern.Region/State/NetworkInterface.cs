using System.Collections.Immutable;

namespace Postern.Region.State;

/// <summary>An address in a subnet: an instance's, an endpoint's or a load balancer's.</summary>
internal sealed record NetworkInterface : Resource
{
    internal override IEnumerable<string> Keys =>
        [SubnetId, At(VpcId, PrivateIp), .. Ipv6 is null ? Array.Empty<string>() : [At(VpcId, Ipv6)], .. LoadBalancerArn is null ? Array.Empty<string>() : [LoadBalancerArn]];

    public const string OfInstance = "interface", OfEndpoint = "vpc_endpoint", OfLoadBalancer = "network_load_balancer";

    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    public required string PrivateIp { get; init; }

    /// <summary>Null where it has IPv4 alone. Written as <see cref="System.Net.IPAddress"/> writes it.</summary>
    public string? Ipv6 { get; init; }

    public required string Type { get; init; }

    public required string Description { get; init; }

    public ImmutableList<string> GroupIds { get; init; } = [];

    /// <summary>The instance, endpoint (id) or load balancer (ARN) that it belongs to.</summary>
    public required string Owner { get; init; }

    /// <summary>Where it is an endpoint's: the load balancer of the service that it leads to.</summary>
    public string? LoadBalancerArn { get; init; }

    /// <summary>The key of the interface that has an address in a VPC.</summary>
    public static string At(string vpcId, string ip) => $"{vpcId}/{ip}";

    /// <summary>Whether AWS made it for a resource of its own, so that the user may not touch it.</summary>
    public bool IsRequesterManaged => Type != OfInstance;
}
