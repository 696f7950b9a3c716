using Postern.Aws.Wire;
using Postern.Region.Ec2;
using Postern.Region.State;
using Api = Postern.Aws.ElbV2;

namespace Postern.Region.Elb;

/// <summary>
/// Families of addresses of a load balancer: a dual-stack one has an IPv6 address in each zone too, and sends what comes there to its IPv4 targets all the same.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#ip-address-type
/// </summary>
internal static class LoadBalancerAddresses
{
    public static string TypeOf(string? asked) => asked is null or AddressType.IPv4 or AddressType.DualStack ? asked ?? AddressType.IPv4
        : throw AwsException.Bad("InvalidConfigurationRequest", $"IP address type '{asked}' is not available for network load balancers. Use {AddressType.IPv4} or {AddressType.DualStack}.");

    /// <summary>Gives its nodes IPv6 addresses, or takes them away.</summary>
    /// <exception cref="AwsException">A subnet has no IPv6 range, or an endpoint service offers the addresses.</exception>
    public static LoadBalancer Set(Transaction t, LoadBalancer loadBalancer, string type)
    {
        if (type == AddressType.IPv4 && t.State.Keyed<EndpointService>(loadBalancer.Id).FirstOrDefault(s => s.IpAddressTypes.Contains(AddressType.IPv6)) is { } service)
        {
            throw AwsException.Bad("ResourceInUse", $"The endpoint service {service.Id} supports {AddressType.IPv6} by load balancer '{loadBalancer.Id}'. Remove that from the service first.");
        }

        return loadBalancer with { IpAddressType = type, Nodes = loadBalancer.Nodes.ConvertAll(n => With(t, n, type)) };
    }

    /// <summary>A free IPv4 address, or the one that was asked for.</summary>
    /// <exception cref="AwsException">The subnet is full, or the address is taken or not the subnet's.</exception>
    public static string Take(RegionState state, Subnet subnet, string? wanted)
    {
        try
        {
            return Addresses.Take(state, subnet, wanted);
        }
        catch (AwsException e)
        {
            throw AwsException.Bad(string.IsNullOrEmpty(wanted) ? "InvalidSubnet" : "InvalidConfigurationRequest", e.Message);
        }
    }

    /// <summary>What a description tells of a node's addresses: those that were chosen, and IPv6.</summary>
    public static IReadOnlyList<Api.LoadBalancerAddress> Shown(LoadBalancerNode node) =>
        node.Ipv6 is null && !node.HasChosenIp ? [] : [new() { PrivateIPv4Address = node.HasChosenIp ? node.PrivateIp : null, IPv6Address = node.Ipv6 }];

    public static string TakeIpv6(RegionState state, Subnet subnet, string? wanted) => subnet.Ipv6Cidr is null
        ? throw AwsException.Bad("InvalidConfigurationRequest", $"The subnet '{subnet.Id}' has no IPv6 CIDR block, which a load balancer of IP address type {AddressType.DualStack} needs in each of its subnets")
        : Addresses.TakeIpv6(state, subnet, wanted);

    private static LoadBalancerNode With(Transaction t, LoadBalancerNode node, string type)
    {
        var ipv6 = type == AddressType.DualStack ? node.Ipv6 ?? TakeIpv6(t.State, t.State.Get<Subnet>(node.SubnetId), null) : null;
        t.Put(t.State.Get<NetworkInterface>(node.NetworkInterfaceId) with { Ipv6 = ipv6 });
        return node with { Ipv6 = ipv6 };
    }
}
