namespace Postern.Region.State;

/// <summary>Families of addresses that load balancers, endpoint services and endpoints have. A service lists the first two, the others have <see cref="IPv4"/> or both.</summary>
internal static class AddressType
{
    public const string IPv4 = "ipv4", IPv6 = "ipv6", DualStack = "dualstack";
}
