using System.Collections.Immutable;
using Postern.Aws.Wire;
using Postern.Region.State;

namespace Postern.Region.Ec2;

/// <summary>
/// Families of addresses that an endpoint service offers. IPv6 needs load balancers that have it.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
/// </summary>
internal static class ServiceAddressTypes
{
    /// <exception cref="AwsException">A family is unknown, missing at a load balancer or in use by an endpoint, or none is left.</exception>
    public static ImmutableSortedSet<string> Check(RegionState state, EndpointService? existing, IReadOnlyList<string> arns, IReadOnlyList<string> added, IReadOnlyList<string> removed)
    {
        var types = (existing?.IpAddressTypes ?? (added.Count == 0 ? [AddressType.IPv4] : [])).Union(added).Except(removed);
        if (added.Concat(removed).FirstOrDefault(t => t is not (AddressType.IPv4 or AddressType.IPv6)) is { } unknown)
        {
            throw AwsException.Bad("InvalidParameter", $"IP address type {unknown} is not one of {AddressType.IPv4} and {AddressType.IPv6}");
        }

        if (types.IsEmpty)
        {
            throw AwsException.Bad("InvalidParameter", "At least one IP address type must remain");
        }

        if (types.Contains(AddressType.IPv6) && arns.FirstOrDefault(a => state.Get<LoadBalancer>(a).IpAddressType != AddressType.DualStack) is { } lacking)
        {
            throw AwsException.Bad("InvalidParameter", $"IP address type {AddressType.IPv6} is not supported by the load balancer {lacking}, whose IP address type is {AddressType.IPv4}. Set it to {AddressType.DualStack} first.");
        }

        return existing is not null && state.Connections(existing).FirstOrDefault(e => !types.Contains(AddressType.IPv4) || (e.IpAddressType == AddressType.DualStack && !types.Contains(AddressType.IPv6))) is { } user
            ? throw AwsException.Bad("InvalidParameter", $"The endpoint {user.Id} of IP address type {user.IpAddressType} uses {string.Join(" and ", removed)}, which cannot be removed")
            : types;
    }
}
