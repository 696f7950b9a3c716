using System.Collections.Immutable;
using Postern.Aws.Signing;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>What the endpoint service actions share.</summary>
internal static class EndpointServices
{
    public const string NotFound = "InvalidVpcEndpointServiceId.NotFound";

    public static EndpointService RequireEndpointService(this RegionState state, Caller caller, string? id)
    {
        Ids.RequireEndpointServices(id);
        return state.Require<EndpointService>(caller, id, NotFound, "VpcEndpointService");
    }

    public static IEnumerable<VpcEndpoint> Connections(this RegionState state, EndpointService service) => state.Keyed<VpcEndpoint>(service.Id);

    /// <summary>The zones of all the service's load balancers, as they are now.</summary>
    public static ImmutableSortedSet<string> ZonesOf(RegionState state, IEnumerable<string> loadBalancerArns) =>
        loadBalancerArns.Select(a => state.Find<LoadBalancer>(a)).OfType<LoadBalancer>().SelectMany(l => l.Nodes).Select(n => n.ZoneId).ToImmutableSortedSet(StringComparer.Ordinal);

    public static IReadOnlyList<string> ZoneNames(EndpointService service) => [.. Zones.Of(service.Region).Where(z => service.ZoneIds.Contains(z.Id)).Select(z => z.Name)];

    public static string BaseDnsName(EndpointService service) => $"{service.Id}.{service.Region}.vpce.amazonaws.com";

    /// <summary>
    /// Whether the caller may discover the service and create endpoints to it. The permission is the calling principal's, not a VPC's.
    /// https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions
    /// </summary>
    public static bool Allows(EndpointService service, AccessKey caller) => service.Principals.Keys.Any(p => Covers(p, caller));

    public static string TypeOfPrincipal(string principal) => principal switch
    {
        "*" => "All",
        _ when principal.EndsWith(":root", StringComparison.Ordinal) => "Account",
        _ when principal.Contains(":user/", StringComparison.Ordinal) => "User",
        _ => "Role",
    };

    public static Api.ServiceConfiguration ToWire(EndpointService service) => new()
    {
        ServiceType = [new() { ServiceType = "Interface" }],
        ServiceId = service.Id,
        ServiceName = service.Name,
        ServiceState = service.State,
        AvailabilityZones = ZoneNames(service),
        AvailabilityZoneIds = [.. service.ZoneIds],
        AcceptanceRequired = service.AcceptanceRequired,
        ManagesVpcEndpoints = false,
        NetworkLoadBalancerArns = service.LoadBalancerArns,
        SupportedIpAddressTypes = [.. service.IpAddressTypes],
        BaseEndpointDnsNames = [BaseDnsName(service)],
        PrivateDnsName = service.PrivateDnsName,
        PrivateDnsNameConfiguration = service.PrivateDnsName is null ? null
            : new() { State = service.PrivateDnsState, Type = "TXT", Name = service.PrivateDnsLabel, Value = PrivateDns.ValueOf(service) },
        PayerResponsibility = service.PayerResponsibility,
        Tags = TagSet.ToWire(service.Tags),
        SupportedRegions = [new() { Region = service.Region, ServiceState = service.State }],
        RemoteAccessEnabled = false,
    };

    private static bool Covers(string principal, AccessKey caller)
    {
        if (principal == "*" || principal == caller.Arn)
        {
            return true;
        }

        var parts = principal.Split(':', 6);
        return parts is [_, _, _, _, var account, var name] && account == caller.Account
            && (name == "root" || (name.StartsWith("role/", StringComparison.Ordinal) && caller.Arn.Contains($":assumed-role/{name[5..]}/", StringComparison.Ordinal)));
    }
}
