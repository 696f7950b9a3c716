using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

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

    /// <summary>Reads an IPv4 range. Host bits are cleared, as AWS does: 100.68.0.18/18 is 100.68.0.0/18.</summary>
    public static bool TryParse(string? text, out IPNetwork network)
    {
        network = default;
        if (text?.Split('/') is not [var address, var length] || address.Count(c => c == '.') != 3 || !IPAddress.TryParse(address, out var parsed)
            || parsed.AddressFamily != AddressFamily.InterNetwork || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix > 32)
        {
            return false;
        }

        network = new IPNetwork(FromNumber((uint)(ToNumber(parsed) & (0xFFFFFFFFL << (32 - prefix)))), prefix);
        return true;
    }

    public static long UsableCount(IPNetwork subnet) => Math.Max(0, Size(subnet) - 5);

    /// <summary>The addresses of a subnet that may be given out: AWS keeps the first four and the last. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html</summary>
    public static IEnumerable<string> Usable(IPNetwork subnet)
    {
        for (long i = 0; i < UsableCount(subnet); i++)
        {
            yield return UsableAt(subnet, i);
        }
    }

    /// <summary>One of the <see cref="Usable"/> addresses, by its place among them.</summary>
    public static string UsableAt(IPNetwork subnet, long index) => FromNumber(ToNumber(subnet.BaseAddress) + 4 + (uint)index).ToString();
}
