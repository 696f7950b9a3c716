using System.Net;
using Postern.Aws.Wire;
using Postern.Region.State;

namespace Postern.Region.Ec2;

/// <summary>Gives out addresses of subnets.</summary>
internal static class Addresses
{
    /// <summary>A free address, or the one that was asked for.</summary>
    /// <exception cref="AwsException">The subnet is full, or the address is taken or not the subnet's.</exception>
    public static string Take(RegionState state, Subnet subnet, string? wanted)
    {
        var network = IPNetwork.Parse(subnet.Cidr);
        if (!string.IsNullOrEmpty(wanted))
        {
            if (!IPAddress.TryParse(wanted, out var address) || !network.Contains(address) || !Ipv4.Usable(network).Contains(wanted))
            {
                throw AwsException.Bad("InvalidParameterValue", $"Address {wanted} does not fall within the usable addresses of subnet {subnet.Id} ({subnet.Cidr})");
            }

            return IsTaken(state, subnet, wanted) ? throw AwsException.Bad("InvalidIPAddress.InUse", $"Address {wanted} is in use.") : wanted;
        }

        // As many as are taken come first, unless some were given back: so it is not looked for among all.
        var (count, usable) = (state.CountKeyed<NetworkInterface>(subnet.Id), Ipv4.UsableCount(network));
        for (var i = 0; i < usable && count < usable; i++)
        {
            var candidate = Ipv4.UsableAt(network, (count + i) % usable);
            if (!IsTaken(state, subnet, candidate))
            {
                return candidate;
            }
        }

        throw AwsException.Bad("InsufficientFreeAddressesInSubnet", $"The subnet {subnet.Id} does not have enough free addresses.");
    }

    /// <summary>A free IPv6 address of a subnet that has a range for them, or the one that was asked for.</summary>
    /// <exception cref="AwsException">The subnet has no such range, or the address is taken or not the subnet's.</exception>
    public static string TakeIpv6(RegionState state, Subnet subnet, string? wanted = null)
    {
        if (subnet.Ipv6Cidr is not { } cidr)
        {
            throw AwsException.Bad("InvalidParameterValue", $"Subnet {subnet.Id} has no IPv6 CIDR block. Create one with Ipv6CidrBlock in a VPC that has AmazonProvidedIpv6CidrBlock.");
        }

        var (network, taken) = (IPNetwork.Parse(cidr), state.Keyed<NetworkInterface>(subnet.Id).Select(i => i.Ipv6).ToHashSet());
        if (string.IsNullOrEmpty(wanted))
        {
            return Ipv6.Usable(network).First(a => !taken.Contains(a));
        }

        return !IPAddress.TryParse(wanted, out var address) || !Ipv6.IsUsable(network, address)
            ? throw AwsException.Bad("InvalidParameterValue", $"Address {wanted} does not fall within the usable addresses of subnet {subnet.Id} ({cidr})")
            : taken.Contains(address.ToString()) ? throw AwsException.Bad("InvalidIPAddress.InUse", $"Address {wanted} is in use.") : address.ToString();
    }

    public static int Free(RegionState state, Subnet subnet) => (int)Ipv4.UsableCount(IPNetwork.Parse(subnet.Cidr)) - state.CountKeyed<NetworkInterface>(subnet.Id);

    private static bool IsTaken(RegionState state, Subnet subnet, string ip) => state.CountKeyed<NetworkInterface>(NetworkInterface.At(subnet.VpcId, ip)) > 0;
}
