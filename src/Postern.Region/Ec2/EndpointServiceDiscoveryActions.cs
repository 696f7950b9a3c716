using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>VpcEndpoint services as consumers find them: their own and those that allow them. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html</summary>
internal sealed class EndpointServiceDiscoveryActions(RegionStore store)
{
    private static readonly Listing<EndpointService> Services = new("VpcEndpointService", EndpointServices.NotFound, new Dictionary<string, Func<EndpointService, IEnumerable<string?>>>
    {
        ["service-name"] = s => [s.Name],
        ["service-type"] = _ => ["Interface"],
        ["service-region"] = s => [s.Region],
        ["owner"] = s => [s.Account],
        ["supported-ip-address-types"] = s => s.IpAddressTypes,
    }, clampsPages: true);

    public Api.DescribeVpcEndpointServicesResult DescribeVpcEndpointServices(Api.DescribeVpcEndpointServices request, Caller caller)
    {
        var visible = store.Snapshot.All<EndpointService>()
            .Where(s => s.Region == caller.Region && s.IsOffered && (s.Account == caller.Account || EndpointServices.Allows(s, caller.Key)))
            .ToList();
        if (request.ServiceRegions.FirstOrDefault(r => r != caller.Region) is { } elsewhere)
        {
            throw AwsException.Bad("InvalidParameter", $"Services of region {elsewhere} cannot be reached from {caller.Region}: endpoints across regions are not available here");
        }

        if (request.ServiceNames.FirstOrDefault(n => visible.All(s => s.Name != n)) is { } unknown)
        {
            throw AwsException.Bad("InvalidServiceName", $"The Vpc Endpoint Service '{unknown}' does not exist");
        }

        var named = visible.Where(s => request.ServiceNames.Count == 0 || request.ServiceNames.Contains(s.Name));
        var (items, next) = Services.Describe(named, [], request.Filters, request.MaxResults, request.NextToken);
        return new() { ServiceNames = [.. items.Select(s => s.Name)], ServiceDetails = [.. items.Select(s => ToWire(s))], NextToken = next };
    }

    private static Api.ServiceDetail ToWire(EndpointService service) => new()
    {
        ServiceName = service.Name,
        ServiceId = service.Id,
        ServiceType = [new() { ServiceType = "Interface" }],
        ServiceRegion = service.Region,
        AvailabilityZones = EndpointServices.ZoneNames(service),
        AvailabilityZoneIds = [.. service.ZoneIds],
        Owner = service.Account,
        BaseEndpointDnsNames = [EndpointServices.BaseDnsName(service)],
        PrivateDnsName = service.PrivateDnsName,
        PrivateDnsNames = service.PrivateDnsName is { } name ? [new() { PrivateDnsName = name }] : [],
        PrivateDnsNameVerificationState = service.PrivateDnsState,
        PayerResponsibility = service.PayerResponsibility,
        VpcEndpointPolicySupported = false,
        AcceptanceRequired = service.AcceptanceRequired,
        ManagesVpcEndpoints = false,
        Tags = TagSet.ToWire(service.Tags),
        SupportedIpAddressTypes = [.. service.IpAddressTypes],
    };
}
