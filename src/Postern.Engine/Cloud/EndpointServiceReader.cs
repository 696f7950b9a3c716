using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine.Cloud;

internal sealed class EndpointServiceReader(IAmazonEC2 ec2, AccountLists lists, TimeProvider clock)
{
    /// <param name="loadBalancerArn">Ours, if it is there.</param>
    public async Task<ObservedEndpointService?> ReadAsync(string id, string? loadBalancerArn, StackRecord record, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, allowance, cancellationToken)
            ?? (loadBalancerArn is null ? null : await FindUntaggedAsync(loadBalancerArn, record, allowance, cancellationToken));
        if (found is null)
        {
            return null;
        }

        var bare = Observed(found);
        return bare with
        {
            Principals = Sorted((await ServicePages.PrincipalsAsync(ec2, bare.Id, allowance, cancellationToken)).Select(permission => permission.Principal)),
            Connections = Sorted(await ServicePages.ConnectionsAsync(ec2, new Filter("service-id", [bare.Id]), allowance, cancellationToken)),
        };
    }

    /// <summary>What the list of all endpoint services tells; permissions and connections stay as they were seen.</summary>
    public static ObservedEndpointService? Refresh(string id, ObservedEndpointService? before, ILookup<string, ServiceConfiguration> all) =>
        Current(all[id]) is { } found && found.ServiceId == before?.Id
            ? Observed(found) with { Principals = before.Principals, Connections = before.Connections }
            : null;

    /// <summary>What the account's lists tell of it, all but its permissions; null where it is gone or going.</summary>
    public static ObservedEndpointService? Listed(string id, ILookup<string, ServiceConfiguration> services, ILookup<string, VpcEndpointConnection> connections) =>
        Current(services[id]) is { } found && found.ServiceState != ServiceState.Deleting ? Observed(found) with { Connections = Sorted(connections[found.ServiceId]) } : null;

    public static ValueList<ObservedConnection> Sorted(IEnumerable<VpcEndpointConnection> connections) =>
        connections.Select(Observed).OrderBy(connection => connection.CreatedAt).ThenBy(connection => connection.EndpointId, StringComparer.Ordinal).ToValueList();

    /// <summary>The same without the list, where that is long.</summary>
    public async Task<ObservedEndpointService?> RefreshAsync(string id, ObservedEndpointService? before, ReadAllowance allowance, CancellationToken cancellationToken) =>
        await FindAsync(id, allowance, cancellationToken) is { } found && found.ServiceId == before?.Id
            ? Observed(found) with { Principals = before.Principals, Connections = before.Connections }
            : null;

    private async Task<ServiceConfiguration?> FindAsync(string id, ReadAllowance allowance, CancellationToken cancellationToken) =>
        Current(await ServicePages.ServicesAsync(ec2, new Filter($"tag:{ResourceTags.Owner}", [id]), allowance, cancellationToken));

    /// <summary>
    /// One that stands on our load balancer, or that was ours when it was last seen. AWS has no filter for either, so all are read; where there are many, not for
    /// each PrivateLink anew that has never had a service.
    /// </summary>
    private async Task<ServiceConfiguration?> FindUntaggedAsync(string loadBalancerArn, StackRecord record, ReadAllowance allowance, CancellationToken cancellationToken) =>
        Current((lists.AreLong && record.Service is null ? await lists.Untagged.GetAsync(clock.GetUtcNow() - AccountLists.Age, cancellationToken) : await ServicePages.ServicesAsync(ec2, filter: null, allowance, cancellationToken))
            .Where(service => service.NetworkLoadBalancerArns?.Contains(loadBalancerArn) == true || service.ServiceId == record.Service)
            .Where(service => ResourceTags.IsUntagged(Tags(service))));

    private static ValueList<ResourceTag> Tags(ServiceConfiguration found) =>
        (found.Tags ?? []).Select(tag => new ResourceTag(tag.Key, tag.Value)).OrderBy(tag => tag.Key, StringComparer.Ordinal).ToValueList();

    private static ServiceConfiguration? Current(IEnumerable<ServiceConfiguration> found) =>
        found.Where(service => service.ServiceState != ServiceState.Deleted).OrderBy(service => service.ServiceState == ServiceState.Deleting).ThenBy(service => service.ServiceId, StringComparer.Ordinal).FirstOrDefault();

    private static ObservedEndpointService Observed(ServiceConfiguration found) => new(
        found.ServiceId, found.ServiceName, State(found), found.AcceptanceRequired ?? false, Sorted(found.NetworkLoadBalancerArns), Sorted(found.AvailabilityZones), Principals: [], Connections: [])
    {
        Tags = Tags(found),
    };

    private static ObservedConnection Observed(VpcEndpointConnection found) => new(
        found.VpcEndpointId, found.VpcEndpointOwner, OnTheWire(found.VpcEndpointState), found.DnsEntries?.FirstOrDefault()?.DnsName, found.CreationTimestamp?.ToUniversalTime() ?? DateTime.UnixEpoch)
    {
        Zones = Zones(found),
    };

    /// <summary>Zonal names are <c>vpce-ID-SUFFIX-ZONE.…</c>: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html</summary>
    private static ValueList<string> Zones(VpcEndpointConnection found) =>
        (found.DnsEntries ?? []).Select(entry => entry.DnsName.Split('.')[0].Split('-', 4)).Where(parts => parts is ["vpce", _, _, _]).Select(parts => parts[3]).Distinct().Order(StringComparer.Ordinal).ToValueList();

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
