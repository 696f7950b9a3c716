using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Postern.Region.Relays;

/// <summary>
/// Headers of the PROXY protocol, version 2, as a Network Load Balancer sends them. https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#proxy-protocol
/// </summary>
internal static class ProxyProtocolV2
{
    private const byte LocalCommand = 0x20;
    private const byte ProxyCommand = 0x21;
    private const byte TcpOverIPv4 = 0x11;
    private const byte TcpOverIPv6 = 0x21;
    private const byte AwsType = 0xEA;
    private const byte AwsVpcEndpointId = 0x01;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>For a connection that the load balancer makes on its own account: a health check.</summary>
    public static byte[] Local() => [.. Signature, LocalCommand, 0, 0, 0];

    /// <summary>For a connection made for a client.</summary>
    /// <param name="vpcEndpointId">The endpoint that the client came through; null where it came through none.</param>
    /// <exception cref="ArgumentException">The addresses are not both IPv4 or both IPv6.</exception>
    public static byte[] Proxy(IPEndPoint source, IPEndPoint destination, string? vpcEndpointId)
    {
        if (source.AddressFamily != destination.AddressFamily)
        {
            throw new ArgumentException($"A PROXY header needs addresses of one family, not {source} and {destination}.");
        }

        byte[] addresses = [.. source.Address.GetAddressBytes(), .. destination.Address.GetAddressBytes()];
        var (start, tlvs) = (16 + addresses.Length, 20 + addresses.Length);
        var endpoint = Encoding.ASCII.GetBytes(vpcEndpointId ?? "");
        var tlvLength = vpcEndpointId is null ? 0 : 4 + endpoint.Length;
        var header = new byte[tlvs + tlvLength];
        Signature.CopyTo(header);
        (header[12], header[13]) = (ProxyCommand, source.AddressFamily == AddressFamily.InterNetworkV6 ? TcpOverIPv6 : TcpOverIPv4);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(14), (ushort)(addresses.Length + 4 + tlvLength));
        addresses.CopyTo(header, 16);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(start), (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(start + 2), (ushort)destination.Port);
        if (vpcEndpointId is not null)
        {
            header[tlvs] = AwsType;
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(tlvs + 1), (ushort)(1 + endpoint.Length));
            header[tlvs + 3] = AwsVpcEndpointId;
            endpoint.CopyTo(header, tlvs + 4);
        }

        return header;
    }
}
