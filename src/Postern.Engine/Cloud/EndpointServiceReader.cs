using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine.Cloud;

internal sealed class EndpointServiceReader(IAmazonEC2 ec2)
{
    public async Task<ObservedEndpointService?> ReadAsync(string id, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, allowance, cancellationToken) is not { } found)
        {
            return null;
        }

        var bare = Observed(found);
        return bare with
        {
            Principals = await ReadPrincipalsAsync(bare.Id, allowance, cancellationToken),
            Connections = await ReadConnectionsAsync(bare.Id, allowance, cancellationToken),
        };
    }

    /// <summary>What a second look at the service alone tells; permissions and connections stay as they were seen.</summary>
    public async Task<ObservedEndpointService?> RefreshAsync(string id, ObservedEndpointService? before, ReadAllowance allowance, CancellationToken cancellationToken) =>
        await FindAsync(id, allowance, cancellationToken) is { } found && found.ServiceId == before?.Id
            ? Observed(found) with { Principals = before.Principals, Connections = before.Connections }
            : null;

    public async Task<ValueList<ObservedConnection>> ReadConnectionsAsync(string serviceId, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var connections = new List<VpcEndpointConnection>();
        var request = new DescribeVpcEndpointConnectionsRequest { Filters = [new Filter("service-id", [serviceId])] };
        do
        {
            allowance.Count();
            var page = await ec2.DescribeVpcEndpointConnectionsAsync(request, cancellationToken);
            connections.AddRange(page.VpcEndpointConnections ?? []);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        return connections.Select(Observed).OrderBy(connection => connection.CreatedAt).ThenBy(connection => connection.EndpointId, StringComparer.Ordinal).ToValueList();
    }

    private async Task<ServiceConfiguration?> FindAsync(string id, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var found = new List<ServiceConfiguration>();
        var request = new DescribeVpcEndpointServiceConfigurationsRequest { Filters = [new Filter($"tag:{ResourceTags.Owner}", [id])] };
        do
        {
            allowance.Count();
            var page = await ec2.DescribeVpcEndpointServiceConfigurationsAsync(request, cancellationToken);
            found.AddRange(page.ServiceConfigurations ?? []);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        return found.Where(service => service.ServiceState != ServiceState.Deleted).OrderBy(service => service.ServiceState == ServiceState.Deleting).ThenBy(service => service.ServiceId, StringComparer.Ordinal).FirstOrDefault();
    }

    private async Task<ValueList<string>> ReadPrincipalsAsync(string serviceId, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var principals = new List<string>();
        var request = new DescribeVpcEndpointServicePermissionsRequest { ServiceId = serviceId };
        do
        {
            allowance.Count();
            var page = await ec2.DescribeVpcEndpointServicePermissionsAsync(request, cancellationToken);
            principals.AddRange((page.AllowedPrincipals ?? []).Select(permission => permission.Principal));
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        return Sorted(principals);
    }

    private static ObservedEndpointService Observed(ServiceConfiguration found) => new(
        found.ServiceId, found.ServiceName, State(found), found.AcceptanceRequired ?? false, Sorted(found.NetworkLoadBalancerArns), Sorted(found.AvailabilityZones), Principals: [], Connections: []);

    private static ObservedConnection Observed(VpcEndpointConnection found) => new(
        found.VpcEndpointId, found.VpcEndpointOwner, OnTheWire(found.VpcEndpointState), found.DnsEntries?.FirstOrDefault()?.DnsName, found.CreationTimestamp?.ToUniversalTime() ?? DateTime.UnixEpoch);

    private static EndpointServiceState State(ServiceConfiguration found)
    {
        // The SDK's constants compare without regard to case.
        return found.ServiceState == ServiceState.Available ? EndpointServiceState.Available
            : found.ServiceState == ServiceState.Deleting ? EndpointServiceState.Deleting
            : found.ServiceState == ServiceState.Failed ? EndpointServiceState.Failed
            : EndpointServiceState.Pending;
    }

    /// <summary>The SDK's constants are capitalised (<c>PendingAcceptance</c>), AWS's are not.</summary>
    private static string OnTheWire(State? state) => state?.Value is { Length: > 0 } text ? char.ToLowerInvariant(text[0]) + text[1..] : "";

    private static ValueList<string> Sorted(IEnumerable<string>? items) => (items ?? []).Order(StringComparer.Ordinal).ToValueList();
}
