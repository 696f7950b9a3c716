using System.Buffers.Binary;
using System.Net;
using System.Text;
using Postern.Gateway.Protocol;

namespace Postern.Gateway.Traffic;

/// <summary>
/// What a PROXY protocol v2 header says (haproxy.org/download/2.9/doc/proxy-protocol.txt): who connects, and through which VPC endpoint
/// (AWS's type 0xEA, docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html).
/// </summary>
/// <param name="Client">The consumer's address, or null where the load balancer speaks for itself (a health check).</param>
internal sealed record ProxySource(IPEndPoint? Client, string? Endpoint)
{
    private const int FixedLength = 16;
    private const byte AwsType = 0xEA;
    private const byte AwsEndpointSubtype = 1;
    private static ReadOnlySpan<byte> Signature => [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    public static async Task<ProxySource> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[FixedLength];
        await stream.ReadExactlyAsync(head, cancellationToken);
        if (!head.AsSpan(0, 12).SequenceEqual(Signature) || head[12] is not (0x20 or 0x21))
        {
            throw new MalformedFrameException("the connection does not begin with a PROXY protocol v2 header; switch proxy_protocol_v2 on in the target group, or proxyProtocol off here");
        }

        var body = new byte[BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(14))];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return Parse(head[12] == 0x20, head[13], body);
    }

    private static ProxySource Parse(bool local, byte family, ReadOnlySpan<byte> body)
    {
        var (address, ports) = (family >> 4) switch { 1 => (4, 8), 2 => (16, 32), _ => (0, 0) };
        var length = address == 0 ? 0 : ports + 4;
        if (body.Length < length)
        {
            throw new MalformedFrameException($"the PROXY protocol header has {body.Length} bytes of addresses; {length} are needed");
        }

        var client = local || address == 0 ? null : new IPEndPoint(new IPAddress(body[..address]), BinaryPrimitives.ReadUInt16BigEndian(body[ports..]));
        return new(client, EndpointOf(body[length..]));
    }

    private static string? EndpointOf(ReadOnlySpan<byte> fields)
    {
        while (fields.Length >= 3)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(fields[1..]);
            if (length > fields.Length - 3)
            {
                throw new MalformedFrameException("the PROXY protocol header ends within one of its fields");
            }

            if (fields[0] == AwsType && length > 1 && fields[3] == AwsEndpointSubtype)
            {
                return Encoding.ASCII.GetString(fields.Slice(4, length - 1));
            }

            fields = fields[(3 + length)..];
        }

        return null;
    }
}
