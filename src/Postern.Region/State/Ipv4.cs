using System.Buffers.Binary;
using System.Net;

namespace Postern.Region.State;

/// <summary>Arithmetic on IPv4 addresses.</summary>
internal static class Ipv4
{
    public static uint ToNumber(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    public static IPAddress FromNumber(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }

    public static IPAddress Add(IPAddress address, uint offset) => FromNumber(ToNumber(address) + offset);

    public static long Size(IPNetwork network) => 1L << (32 - network.PrefixLength);

    public static bool Contains(IPNetwork outer, IPNetwork inner) => inner.PrefixLength >= outer.PrefixLength && outer.Contains(inner.BaseAddress);

    public static bool Overlap(IPNetwork a, IPNetwork b) => a.Contains(b.BaseAddress) || b.Contains(a.BaseAddress);

    /// <summary>Whether the text is an IPv4 range whose host bits are zero.</summary>
    public static bool TryParse(string? text, out IPNetwork network) =>
        IPNetwork.TryParse(text, out network) && network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;

    /// <summary>The addresses of a subnet that may be given out: AWS keeps the first four and the last. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html</summary>
    public static IEnumerable<string> Usable(IPNetwork subnet)
    {
        var first = ToNumber(subnet.BaseAddress);
        for (long i = 4; i < Size(subnet) - 1; i++)
        {
            yield return FromNumber(first + (uint)i).ToString();
        }
    }
}
