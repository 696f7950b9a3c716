using Postern.Aws.Signing;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Endpoints as the service's owner sees them. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointConnections.html</summary>
internal sealed class EndpointConnectionActions(RegionStore store, LatencyProfile latency, TimeProvider clock)
{
    private static readonly Listing<VpcEndpoint> Connections = new("VPC endpoint", EndpointActions.NotFound, new Dictionary<string, Func<VpcEndpoint, IEnumerable<string?>>>
    {
        ["service-id"] = e => [e.ServiceId],
        ["vpc-endpoint-id"] = e => [e.Id],
        ["vpc-endpoint-owner"] = e => [e.Account],
        ["vpc-endpoint-region"] = e => [e.Region],
        ["vpc-endpoint-state"] = e => [e.State, char.ToUpperInvariant(e.State[0]) + e.State[1..]],   // SDKs spell states in both cases
        ["ip-address-type"] = e => [e.IpAddressType],
    }, clampsPages: true);

    public Api.DescribeVpcEndpointConnectionsResult DescribeVpcEndpointConnections(Api.DescribeVpcEndpointConnections request, Caller caller)
    {
        var state = store.Snapshot;
        var services = state.Of<EndpointService>(caller).ToDictionary(s => s.Id);
        var (items, next) = Connections.Describe(state.All<VpcEndpoint>().Where(e => services.ContainsKey(e.ServiceId)), [], request.Filters, request.MaxResults, request.NextToken);
        return new() { VpcEndpointConnections = [.. items.Select(e => ToWire(state, services[e.ServiceId], e))], NextToken = next };
    }

    public Api.AcceptVpcEndpointConnectionsResult AcceptVpcEndpointConnections(Api.AcceptVpcEndpointConnections request, Caller caller) => store.Change(t =>
    {
        var service = t.State.RequireEndpointService(caller, request.ServiceId);
        return new Api.AcceptVpcEndpointConnectionsResult
        {
            Unsuccessful = [.. request.VpcEndpointIds.Select(id => Move(t, service, id, "accepted", e => e.State == VpcEndpoint.PendingAcceptance,
                e => e with { State = VpcEndpoint.Pending, DueAt = clock.GetUtcNow() + latency.Endpoint })).OfType<Api.UnsuccessfulItem>()],
        };
    });

    public Api.RejectVpcEndpointConnectionsResult RejectVpcEndpointConnections(Api.RejectVpcEndpointConnections request, Caller caller) => store.Change(t =>
    {
        var service = t.State.RequireEndpointService(caller, request.ServiceId);
        return new Api.RejectVpcEndpointConnectionsResult
        {
            // The endpoint stays in the consumer's account until the consumer deletes it.
            Unsuccessful = [.. request.VpcEndpointIds.Select(id => Move(t, service, id, "rejected", e => e.IsLive,
                e => e with { State = VpcEndpoint.Rejected, DueAt = null })).OfType<Api.UnsuccessfulItem>()],
        };
    });

    private static Api.UnsuccessfulItem? Move(Transaction t, EndpointService service, string id, string verb, Func<VpcEndpoint, bool> may, Func<VpcEndpoint, VpcEndpoint> move)
    {
        if (t.State.Find<VpcEndpoint>(id) is not { } endpoint || endpoint.ServiceId != service.Id)
        {
            return new() { ResourceId = id, Error = new() { Code = EndpointActions.NotFound, Message = $"The VPC endpoint '{id}' does not exist for service {service.Id}" } };
        }

        if (!may(endpoint))
        {
            return new() { ResourceId = id, Error = new() { Code = "InvalidState", Message = $"The VPC endpoint '{id}' is {endpoint.State} and cannot be {verb}" } };
        }

        t.Put(move(endpoint));
        return null;
    }

    private static Api.VpcEndpointConnection ToWire(RegionState state, EndpointService service, VpcEndpoint endpoint) => new()
    {
        ServiceId = service.Id,
        VpcEndpointId = endpoint.Id,
        VpcEndpointOwner = endpoint.Account,
        VpcEndpointState = endpoint.State,
        CreationTimestamp = endpoint.CreatedAt.UtcDateTime,
        DnsEntries = EndpointActions.DnsEntries(state, endpoint),
        NetworkLoadBalancerArns = service.LoadBalancerArns,
        IpAddressType = endpoint.IpAddressType,
        VpcEndpointConnectionId = endpoint.ConnectionId,
        VpcEndpointRegion = endpoint.Region,
        Tags = TagSet.ToWire(endpoint.ConnectionTags),
    };
}
