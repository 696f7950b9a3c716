using Postern.Aws.Signing;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>What an endpoint leads to: here always one endpoint service. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointAssociations.html</summary>
internal sealed class EndpointAssociationActions(RegionStore store)
{
    private static readonly Listing<VpcEndpoint> Associated = new("Vpc Endpoint", EndpointActions.NotFound, new Dictionary<string, Func<VpcEndpoint, IEnumerable<string?>>>
    {
        ["vpc-endpoint-id"] = e => [e.Id],
        ["association-id"] = e => [IdOf(e)],
        ["associated-resource-id"] = e => [e.ServiceId],
        ["associated-resource-accessibility"] = e => [Accessibility(e)],
    });

    public Api.DescribeVpcEndpointAssociationsResult DescribeVpcEndpointAssociations(Api.DescribeVpcEndpointAssociations request, Caller caller)
    {
        var state = store.Snapshot;
        var (items, next) = Associated.Describe(state.Of<VpcEndpoint>(caller).Where(e => state.Find<EndpointService>(e.ServiceId) is not null), request.VpcEndpointIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { VpcEndpointAssociations = [.. items.Select(e => ToWire(state, e))], NextToken = next };
    }

    private static string IdOf(VpcEndpoint endpoint) => "vpce-asc-" + endpoint.Id["vpce-".Length..];

    private static string Accessibility(VpcEndpoint endpoint) => endpoint.CarriesTraffic ? "Accessible" : "Inaccessible";

    private static Api.VpcEndpointAssociation ToWire(RegionState state, VpcEndpoint endpoint)
    {
        var names = EndpointActions.DnsEntries(state, endpoint);
        return new()
        {
            Id = IdOf(endpoint),
            VpcEndpointId = endpoint.Id,
            AssociatedResourceAccessibility = Accessibility(endpoint),
            AssociatedResourceArn = $"arn:aws:ec2:{endpoint.Region}:{state.Get<EndpointService>(endpoint.ServiceId).Account}:vpc-endpoint-service/{endpoint.ServiceId}",
            DnsEntry = names[0],
            PrivateDnsEntry = endpoint.PrivateDnsEnabled ? names[^1] : null,
        };
    }
}
