using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Postern.Region.State;

/// <summary>
/// Arithmetic on IPv6 addresses. A VPC has a /56 that AWS gives it, a subnet a /64 of that: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html.
/// The region gives out parts of 2001:db8::/32, which is kept for documentation and leads nowhere (RFC 3849).
/// </summary>
internal static class Ipv6
{
    public const int OfVpc = 56, OfSubnet = 64;
    private const int Vpcs = 1 << (OfVpc - 32);

    /// <summary>The lowest /56 that nobody has.</summary>
    /// <param name="taken">Ranges of other VPCs, as they are written.</param>
    public static IPNetwork FreeRange(IReadOnlySet<string> taken) =>
        Enumerable.Range(0, Vpcs).Select(n => new IPNetwork(At(0x2001_0db8_0000_0000 | ((ulong)n << (64 - OfVpc)), 0), OfVpc)).First(n => !taken.Contains(n.ToString()));

    /// <summary>Reads a /64 range; its host bits must be zero.</summary>
    public static bool TryParseSubnet(string? text, out IPNetwork network) =>
        IPNetwork.TryParse(text, out network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 && network.PrefixLength == OfSubnet;

    public static bool Contains(IPNetwork outer, IPNetwork inner) => inner.PrefixLength >= outer.PrefixLength && outer.Contains(inner.BaseAddress);

    /// <summary>The addresses of a subnet that may be given out: AWS keeps the first four and the last. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html</summary>
    public static IEnumerable<string> Usable(IPNetwork subnet)
    {
        var upper = BinaryPrimitives.ReadUInt64BigEndian(subnet.BaseAddress.GetAddressBytes());
        for (ulong host = 4; host < ulong.MaxValue; host++)
        {
            yield return At(upper, host).ToString();
        }
    }

    /// <summary>Whether an address may be given out of a subnet.</summary>
    public static bool IsUsable(IPNetwork subnet, IPAddress address) =>
        subnet.Contains(address) && BinaryPrimitives.ReadUInt64BigEndian(address.GetAddressBytes().AsSpan(8)) is >= 4 and < ulong.MaxValue;

    private static IPAddress At(ulong upper, ulong lower)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, upper);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], lower);
        return new IPAddress(bytes);
    }
}
