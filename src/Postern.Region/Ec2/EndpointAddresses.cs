using Postern.Aws.Wire;
using Postern.Region.State;

namespace Postern.Region.Ec2;

/// <summary>
/// Which families of addresses an endpoint has, and which of them its names lead to.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html#connect-to-endpoint-service
/// </summary>
internal static class EndpointAddresses
{
    /// <param name="type">Null where it stays as it is.</param>
    /// <param name="records">Null where it follows <paramref name="type"/>; where both are null it stays as it is.</param>
    /// <exception cref="AwsException">The service does not support it, or the endpoint has no addresses for such records.</exception>
    public static VpcEndpoint Set(VpcEndpoint endpoint, EndpointService service, string? type, string? records)
    {
        var wanted = type ?? endpoint.IpAddressType;
        if (wanted is not (AddressType.IPv4 or AddressType.DualStack))
        {
            throw AwsException.Bad("InvalidParameter", $"IP address type {wanted} is not available here. Use {AddressType.IPv4} or {AddressType.DualStack}.");
        }

        string[] families = wanted == AddressType.DualStack ? [AddressType.IPv4, AddressType.IPv6] : [AddressType.IPv4];
        if (families.FirstOrDefault(f => !service.IpAddressTypes.Contains(f)) is { } unsupported)
        {
            throw AwsException.Bad("InvalidParameter", $"IP address type {wanted} is not supported by the service {service.Name}, which has no {unsupported}");
        }

        var names = records switch
        {
            null => type is null ? endpoint.DnsRecordIpType : wanted,
            "service-defined" => wanted,
            AddressType.IPv4 => records,
            AddressType.IPv6 or AddressType.DualStack when wanted == AddressType.DualStack => records,
            _ => throw AwsException.Bad("InvalidParameter", $"DNS record IP type {records} does not go with IP address type {wanted}"),
        };
        return endpoint with { IpAddressType = wanted, DnsRecordIpType = names };
    }
}
