using System.Globalization;

namespace Postern.Gateway.Protocol;

/// <summary>Where clients of a route reach one broker.</summary>
internal sealed record BrokerAddress(string Host, int Port)
{
    /// <summary>
    /// For a broker that the route has no listener for. The name never resolves (RFC 6761, section 6.4), so that no client takes the broker's own
    /// address, which may be somebody else's machine in the client's network, and sends credentials there.
    /// </summary>
    public static BrokerAddress NotMapped(int brokerId) => new($"broker-{brokerId.ToString(CultureInfo.InvariantCulture)}.not-mapped.invalid", 1);

    /// <summary>Reads HOST:PORT; IPv6 addresses stand in brackets, which clients do not get to see.</summary>
    public static BrokerAddress? TryParse(string? text)
    {
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon < 1 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
        {
            return null;
        }

        var host = text![..colon];
        host = host is ['[', .. var inner, ']'] ? inner : host;
        return Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.Basic || host.Length > 255 ? null : new(host, port);
    }
}
