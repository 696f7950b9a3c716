using System.Net;
using Postern.Aws.Wire;
using Postern.Region.State;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>IPv6 ranges of VPCs and subnets: who gets which, and how they look on the wire. Each has one at most.</summary>
internal static class Ipv6Ranges
{
    /// <summary>A range for a VPC that no other has.</summary>
    /// <exception cref="AwsException">One of the caller's own was asked for.</exception>
    public static string ForVpc(RegionState state, params string?[] own) => own.FirstOrDefault(o => o is not null) is { } asked
        ? throw AwsException.Bad("InvalidParameterValue", $"Value ({asked}) cannot be had here: IPv6 ranges of one's own are not available. Use AmazonProvidedIpv6CidrBlock.")
        : Ipv6.FreeRange(state.All<Vpc>().Select(v => v.Ipv6Cidr).OfType<string>().ToHashSet()).ToString();

    /// <exception cref="AwsException">It is not a part of the VPC's range of a subnet's size, or another subnet has it.</exception>
    public static string ForSubnet(RegionState state, Vpc vpc, string? asked)
    {
        if (vpc.Ipv6Cidr is null || !Ipv6.TryParseSubnet(asked, out var network) || !Ipv6.Contains(IPNetwork.Parse(vpc.Ipv6Cidr), network))
        {
            throw AwsException.Bad("InvalidSubnet.Range", $"The CIDR '{asked}' is invalid. It must be a /{Ipv6.OfSubnet} in the VPC's {vpc.Ipv6Cidr ?? "IPv6 range, and the VPC has none"}.");
        }

        return state.Keyed<Subnet>(vpc.Id).Any(s => s.Ipv6Cidr == network.ToString())
            ? throw AwsException.Bad("InvalidSubnet.Conflict", $"The CIDR '{asked}' conflicts with another subnet") : network.ToString();
    }

    public static string AssociationOf(Vpc vpc) => "vpc-cidr-assoc-" + Turned(vpc.Id);

    public static string AssociationOf(Subnet subnet) => "subnet-cidr-assoc-" + Turned(subnet.Id);

    public static IReadOnlyList<Api.VpcIpv6CidrBlockAssociation> ToWire(Vpc vpc, string state = "associated") => vpc.Ipv6Cidr is null ? []
        : [new() { AssociationId = AssociationOf(vpc), Ipv6CidrBlock = vpc.Ipv6Cidr, Ipv6CidrBlockState = new() { State = state }, Ipv6Pool = "Amazon", NetworkBorderGroup = vpc.Region }];

    public static IReadOnlyList<Api.SubnetIpv6CidrBlockAssociation> ToWire(Subnet subnet, string state = "associated") => subnet.Ipv6Cidr is null ? []
        : [new() { AssociationId = AssociationOf(subnet), Ipv6CidrBlock = subnet.Ipv6Cidr, Ipv6CidrBlockState = new() { State = state } }];

    // Ids of associations follow from those of their owners; the association of the IPv4 range has the digits as they are.
    private static string Turned(string id) => string.Concat(id[(id.LastIndexOf('-') + 1)..].Reverse());
}
