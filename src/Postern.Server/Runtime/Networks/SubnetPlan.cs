using System.Net;

namespace Postern.Server.Runtime.Networks;

/// <summary>How a VPC's range is split among zones. Pure.</summary>
internal static class SubnetPlan
{
    /// <summary>Two bits longer than the VPC's prefix, so that there is one for each of up to four zones.</summary>
    private const int BitsForZones = 2;

    public static IEnumerable<(string Zone, string Cidr)> Split(string networkCidr, IEnumerable<string> zones)
    {
        var network = IPNetwork.Parse(networkCidr);
        var prefix = network.PrefixLength + BitsForZones;
        var bytes = network.BaseAddress.GetAddressBytes();
        var first = ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
        return zones.Order(StringComparer.Ordinal).Take(1 << BitsForZones).Select((zone, i) =>
        {
            var start = first + ((uint)i << (32 - prefix));
            return (zone, $"{start >> 24}.{(start >> 16) & 255}.{(start >> 8) & 255}.{start & 255}/{prefix}");
        });
    }
}
