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
    private const int AddressesLength = 12;
    private const byte AwsType = 0xEA;
    private const byte AwsVpcEndpointId = 0x01;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>For a connection that the load balancer makes on its own account: a health check.</summary>
    public static byte[] Local() => [.. Signature, LocalCommand, 0, 0, 0];

    /// <summary>For a connection made for a client.</summary>
    /// <param name="vpcEndpointId">The endpoint that the client came through; null where it came through none.</param>
    /// <exception cref="ArgumentException">An address is not IPv4.</exception>
    public static byte[] Proxy(IPEndPoint source, IPEndPoint destination, string? vpcEndpointId)
    {
        if (source.AddressFamily != AddressFamily.InterNetwork || destination.AddressFamily != AddressFamily.InterNetwork)
        {
            throw new ArgumentException($"A PROXY header needs IPv4 addresses, not {source} and {destination}.");
        }

        var endpoint = Encoding.ASCII.GetBytes(vpcEndpointId ?? "");
        var tlvLength = vpcEndpointId is null ? 0 : 4 + endpoint.Length;
        var header = new byte[16 + AddressesLength + tlvLength];
        Signature.CopyTo(header);
        (header[12], header[13]) = (ProxyCommand, TcpOverIPv4);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(14), (ushort)(AddressesLength + tlvLength));
        source.Address.TryWriteBytes(header.AsSpan(16), out _);
        destination.Address.TryWriteBytes(header.AsSpan(20), out _);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(24), (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(26), (ushort)destination.Port);
        if (vpcEndpointId is not null)
        {
            header[28] = AwsType;
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(29), (ushort)(1 + endpoint.Length));
            header[31] = AwsVpcEndpointId;
            endpoint.CopyTo(header, 32);
        }

        return header;
    }
}
