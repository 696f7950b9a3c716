using System.Net;

namespace Postern.Server.Catalogue;

internal static class Cidr
{
    /// <summary>With no bits set beyond the prefix; <see cref="IPNetwork.TryParse(string, out IPNetwork)"/> would clear them without a word.</summary>
    public static bool TryParse(string text, out IPNetwork network) =>
        IPNetwork.TryParse(text, out network) && IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal)), out var address) && address.Equals(network.BaseAddress);
}
