using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>An endpoint's feet: one network interface in each of its subnets, at most one subnet a zone, only in zones of the service.</summary>
internal static class EndpointSubnets
{
    /// <exception cref="AwsException">A subnet is unknown, in another VPC, doubles a zone, lies where the service has no load balancer, or has no range of a needed family.</exception>
    public static IReadOnlyList<Subnet> Check(RegionState state, Caller caller, EndpointService service, string vpcId, IReadOnlyList<string> ids, bool needsIpv6)
    {
        var subnets = ids.Distinct().Select(id => state.Require<Subnet>(caller, id, "InvalidSubnetId.NotFound", "subnet")).ToList();
        foreach (var subnet in subnets)
        {
            if (subnet.VpcId != vpcId)
            {
                throw AwsException.Bad("InvalidParameter", $"Subnet {subnet.Id} belongs to {subnet.VpcId}, not to the endpoint's VPC {vpcId}");
            }

            // Zones match by id, because names are each account's own aliases.
            if (!service.ZoneIds.Contains(subnet.ZoneId))
            {
                throw AwsException.Bad("InvalidParameter", $"The VPC endpoint service {service.Name} does not support the availability zone of the subnet: {subnet.Id} ({subnet.ZoneId}). It supports {string.Join(", ", service.ZoneIds)}.");
            }
        }

        if (needsIpv6 && subnets.Find(s => s.Ipv6Cidr is null) is { } lacking)
        {
            throw AwsException.Bad("InvalidParameter", $"Subnet {lacking.Id} has no IPv6 CIDR block, which an endpoint of IP address type {AddressType.DualStack} needs in each of its subnets");
        }

        return subnets.GroupBy(s => s.ZoneId).FirstOrDefault(g => g.Count() > 1) is { } doubled
            ? throw AwsException.Bad("DuplicateSubnetsInSameZone", $"Found another VPC endpoint subnet in the availability zone of {doubled.Last().Id} ({doubled.Key})")
            : subnets;
    }

    /// <summary>Makes the interfaces that are missing and removes those that are no longer wanted.</summary>
    public static VpcEndpoint Attach(Transaction t, VpcEndpoint endpoint, IReadOnlyList<Subnet> subnets, IReadOnlyList<Api.SubnetConfiguration>? addresses = null)
    {
        var existing = endpoint.NetworkInterfaceIds.Select(t.State.Get<NetworkInterface>).ToDictionary(i => i.SubnetId);
        foreach (var gone in existing.Values.Where(i => subnets.All(s => s.Id != i.SubnetId)))
        {
            t.Remove(gone);
        }

        var service = t.State.Get<EndpointService>(endpoint.ServiceId);
        var interfaces = subnets.Select(s => t.Put(existing.TryGetValue(s.Id, out var kept)
            ? kept with { GroupIds = endpoint.GroupIds, Ipv6 = endpoint.IpAddressType == AddressType.DualStack ? kept.Ipv6 ?? Addresses.TakeIpv6(t.State, s) : null }
            : new NetworkInterface
            {
                Id = NewId.Of("eni"), Account = endpoint.Account, Region = endpoint.Region, VpcId = endpoint.VpcId, SubnetId = s.Id,
                PrivateIp = Addresses.Take(t.State, s, addresses?.FirstOrDefault(a => a.SubnetId == s.Id)?.Ipv4),
                Ipv6 = endpoint.IpAddressType == AddressType.DualStack ? Addresses.TakeIpv6(t.State, s, addresses?.FirstOrDefault(a => a.SubnetId == s.Id)?.Ipv6) : null,
                Type = NetworkInterface.OfEndpoint, Description = $"VPC Endpoint Interface {endpoint.Id}", GroupIds = endpoint.GroupIds, Owner = endpoint.Id,
                LoadBalancerArn = EndpointPins.Choose(t.State, service, s.ZoneId),
            })).ToList();
        return endpoint with { SubnetIds = [.. subnets.Select(s => s.Id)], NetworkInterfaceIds = [.. interfaces.Select(i => i.Id)] };
    }
}
