using System.Collections.Immutable;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Interface endpoints, the consumer's side. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html</summary>
internal sealed class EndpointActions(RegionStore store, LatencyProfile latency, Quotas quotas, TimeProvider clock)
{
    public const string NotFound = "InvalidVpcEndpointId.NotFound";
    private const string HostedZone = "Z38GZ743OKFT7T";

    private static readonly Listing<VpcEndpoint> Endpoints = new("Vpc Endpoint", NotFound, new Dictionary<string, Func<VpcEndpoint, IEnumerable<string?>>>
    {
        ["vpc-endpoint-id"] = e => [e.Id],
        ["vpc-endpoint-state"] = e => [e.State, char.ToUpperInvariant(e.State[0]) + e.State[1..]],   // SDKs spell states in both cases
        ["vpc-endpoint-type"] = _ => ["Interface"],
        ["vpc-id"] = e => [e.VpcId],
        ["service-name"] = e => [e.ServiceName],
        ["service-region"] = e => [e.Region],
        ["ip-address-type"] = e => [e.IpAddressType],
    }, clampsPages: true);

    /// <summary>Regional name first, then one a zone, and the service's private name last.</summary>
    public static IReadOnlyList<Api.DnsEntry> DnsEntries(RegionState state, VpcEndpoint endpoint)
    {
        var zones = endpoint.SubnetIds.Select(s => state.Find<Subnet>(s)?.Zone).OfType<string>();
        var names = zones.Select(z => DnsName(endpoint, z)).Prepend(DnsName(endpoint)).Select(n => new Api.DnsEntry { DnsName = n, HostedZoneId = HostedZone });
        var privateName = endpoint.PrivateDnsEnabled ? state.Find<EndpointService>(endpoint.ServiceId)?.PrivateDnsName : null;
        return [.. names, .. privateName is null ? [] : new[] { new Api.DnsEntry { DnsName = privateName, HostedZoneId = PrivateHostedZoneOf(endpoint) } }];
    }

    public static string DnsName(VpcEndpoint endpoint, string? zone = null) =>
        $"{endpoint.Id}-{endpoint.DnsSuffix}{(zone is null ? "" : "-" + zone)}.{endpoint.ServiceId}.{endpoint.Region}.vpce.amazonaws.com";

    // A zone of the VPC's own, made for the endpoint.
    private static string PrivateHostedZoneOf(VpcEndpoint endpoint) => "Z" + endpoint.Id[5..].ToUpperInvariant();

    public Api.CreateVpcEndpointResult CreateVpcEndpoint(Api.CreateVpcEndpoint request, Caller caller)
    {
        if (request.VpcEndpointType is not (null or "Interface" or "Gateway" or "GatewayLoadBalancer" or "Resource" or "ServiceNetwork"))
        {
            throw AwsException.Bad("InvalidVpcEndpointType", $"'{request.VpcEndpointType}' is not a type of VPC endpoints. Use --vpc-endpoint-type Interface.");
        }

        // The type is Gateway where it is left out, and a Gateway endpoint cannot lead to an endpoint service.
        if (request.VpcEndpointType is not "Interface")
        {
            throw AwsException.Bad("InvalidParameter", $"Endpoint type ({request.VpcEndpointType ?? "Gateway"}) does not match available service types ([Interface]). Use --vpc-endpoint-type Interface.");
        }

        RequireInterface(request.RouteTableIds);
        if (request.ServiceRegion is { } region && region != caller.Region)
        {
            throw AwsException.Bad("InvalidParameter", $"The service is in region {region}, the endpoint in {caller.Region}: endpoints across regions are not available here");
        }

        var tags = TagSet.From(request.TagSpecifications, "vpc-endpoint");
        return store.Change(t =>
        {
            var endpoint = ClientTokens.Once(t, caller, request, request.ClientToken, () => Create(t, request, caller, tags));
            return new Api.CreateVpcEndpointResult { VpcEndpoint = ToWire(t.State, endpoint), ClientToken = request.ClientToken };
        });
    }

    public Api.DescribeVpcEndpointsResult DescribeVpcEndpoints(Api.DescribeVpcEndpoints request, Caller caller)
    {
        Ids.RequireEndpoints(request.VpcEndpointIds);
        var state = store.Snapshot;
        var (items, next) = Endpoints.Describe(state.Of<VpcEndpoint>(caller), request.VpcEndpointIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { VpcEndpoints = [.. items.Select(e => ToWire(state, e))], NextToken = next };
    }

    public Api.ModifyVpcEndpointResult ModifyVpcEndpoint(Api.ModifyVpcEndpoint request, Caller caller) => store.Change(t =>
    {
        Ids.RequireEndpoints(request.VpcEndpointId);
        var endpoint = t.State.Require<VpcEndpoint>(caller, request.VpcEndpointId, NotFound, "Vpc Endpoint");
        if (!endpoint.IsLive)
        {
            throw AwsException.Bad("IncorrectState", $"The VPC endpoint {endpoint.Id} is {endpoint.State} and cannot be modified");
        }

        RequireInterface([.. request.AddRouteTableIds, .. request.RemoveRouteTableIds]);
        var service = t.State.Get<EndpointService>(endpoint.ServiceId);
        endpoint = EndpointAddresses.Set(endpoint, service, request.IpAddressType, request.DnsOptions?.DnsRecordIpType);
        if (request.PrivateDnsEnabled == true && !endpoint.PrivateDnsEnabled)
        {
            PrivateDns.RequireUsable(t.State, service, endpoint);
        }

        var groups = endpoint.GroupIds.Except(request.RemoveSecurityGroupIds).Union(Groups(t.State, caller, endpoint.VpcId, request.AddSecurityGroupIds, orDefault: false)).ToImmutableList();
        if (groups.Count == 0)
        {
            throw AwsException.Bad("InvalidParameter", $"At least one security group must remain on {endpoint.Id}");
        }

        RequireFew(groups.Count);
        var subnets = EndpointSubnets.Check(t.State, caller, service, endpoint.VpcId, [.. endpoint.SubnetIds.Except(request.RemoveSubnetIds), .. request.AddSubnetIds], endpoint.IpAddressType == AddressType.DualStack);
        var policy = request.ResetPolicy == true ? EndpointPolicy.AllowEverything : EndpointPolicy.Check(request.PolicyDocument ?? endpoint.PolicyDocument);
        var changed = EndpointSubnets.Attach(t, endpoint with { GroupIds = groups, PolicyDocument = policy, PrivateDnsEnabled = request.PrivateDnsEnabled ?? endpoint.PrivateDnsEnabled }, subnets, request.SubnetConfigurations);
        var hasNewInterfaces = !changed.NetworkInterfaceIds.SequenceEqual(endpoint.NetworkInterfaceIds);
        t.Put(hasNewInterfaces && changed.State == VpcEndpoint.Available ? changed with { State = VpcEndpoint.Pending, DueAt = clock.GetUtcNow() + latency.Endpoint } : changed);
        return new Api.ModifyVpcEndpointResult { Return = true };
    });

    public Api.DeleteVpcEndpointsResult DeleteVpcEndpoints(Api.DeleteVpcEndpoints request, Caller caller) => store.Change(t =>
    {
        Ids.RequireEndpoints(request.VpcEndpointIds);
        var failed = new List<Api.UnsuccessfulItem>();
        foreach (var id in request.VpcEndpointIds)
        {
            if (t.State.Find<VpcEndpoint>(caller, id) is not { } endpoint)
            {
                // Deleting says InvalidVpcEndpoint, describing InvalidVpcEndpointId.
                failed.Add(new() { ResourceId = id, Error = new() { Code = "InvalidVpcEndpoint.NotFound", Message = $"The Vpc Endpoint Id '{id}' does not exist" } });
            }
            else if (endpoint.State != VpcEndpoint.Deleting)
            {
                t.Put(endpoint with { State = VpcEndpoint.Deleting, DueAt = clock.GetUtcNow() + latency.EndpointDeletion });
            }
        }

        return new Api.DeleteVpcEndpointsResult { Unsuccessful = failed };
    });

    private VpcEndpoint Create(Transaction t, Api.CreateVpcEndpoint request, Caller caller, ImmutableSortedDictionary<string, string> tags)
    {
        var vpc = t.State.RequireVpc(caller, request.VpcId);

        // Unknown and not permitted are the same answer on purpose: names of services are not to be probed.
        var service = t.State.Keyed<EndpointService>(request.ServiceName ?? "").FirstOrDefault(s => s.Region == caller.Region && s.IsOffered);
        if (service is null || !EndpointServices.Allows(service, caller.Key))
        {
            throw AwsException.Bad("InvalidServiceName", $"The Vpc Endpoint Service '{request.ServiceName}' does not exist");
        }

        if (t.State.CountKeyed<VpcEndpoint>(vpc.Id) >= quotas.EndpointsPerVpc)
        {
            throw AwsException.Bad("VpcEndpointLimitExceeded", $"The maximum number of VPC endpoints in {vpc.Id} has been reached: {quotas.EndpointsPerVpc}");
        }

        var groups = Groups(t.State, caller, vpc.Id, request.SecurityGroupIds, orDefault: true);
        RequireFew(groups.Count);
        var endpoint = new VpcEndpoint
        {
            Id = NewId.Of("vpce"), Account = caller.Account, Region = caller.Region, Tags = tags,
            VpcId = vpc.Id, ServiceId = service.Id, ServiceName = service.Name, GroupIds = [.. groups],
            State = service.AcceptanceRequired ? VpcEndpoint.PendingAcceptance : VpcEndpoint.Pending,
            DueAt = service.AcceptanceRequired ? null : clock.GetUtcNow() + latency.Endpoint,
            DnsSuffix = NewId.DnsSuffix(), ConnectionId = NewId.Of("vpce-con"), CreatedAt = clock.GetUtcNow(),
            PolicyDocument = EndpointPolicy.Check(request.PolicyDocument), PrivateDnsEnabled = request.PrivateDnsEnabled == true,
        };
        endpoint = EndpointAddresses.Set(endpoint, service, request.IpAddressType ?? AddressType.IPv4, request.DnsOptions?.DnsRecordIpType);
        var subnets = EndpointSubnets.Check(t.State, caller, service, vpc.Id, request.SubnetIds, endpoint.IpAddressType == AddressType.DualStack);
        if (endpoint.PrivateDnsEnabled)
        {
            PrivateDns.RequireUsable(t.State, service, endpoint);
        }

        return t.Put(EndpointSubnets.Attach(t, endpoint, subnets, request.SubnetConfigurations));
    }

    private static void RequireInterface(IReadOnlyList<string> routeTables)
    {
        if (routeTables.Count > 0)
        {
            throw AwsException.Bad("InvalidParameter", "Route tables belong to endpoints of type Gateway, and this is one of type Interface");
        }
    }

    private void RequireFew(int groups)
    {
        if (groups > quotas.SecurityGroupsPerInterface)
        {
            throw AwsException.Bad("SecurityGroupsPerInterfaceLimitExceeded", $"The maximum number of security groups per interface has been reached: {quotas.SecurityGroupsPerInterface}");
        }
    }

    private static IReadOnlyList<string> Groups(RegionState state, Caller caller, string vpcId, IReadOnlyList<string> ids, bool orDefault)
    {
        if (ids.Count == 0 && orDefault)
        {
            return [state.Keyed<SecurityGroup>(vpcId).First(g => g.Name == "default").Id];
        }

        foreach (var id in ids)
        {
            var group = state.Require<SecurityGroup>(caller, id, "InvalidSecurityGroupId.NotFound", "security group");
            if (group.VpcId != vpcId)
            {
                throw AwsException.Bad("InvalidParameter", $"Security group {id} belongs to {group.VpcId}, not to the endpoint's VPC {vpcId}");
            }
        }

        return [.. ids.Distinct()];
    }

    private static Api.VpcEndpoint ToWire(RegionState state, VpcEndpoint endpoint) => new()
    {
        VpcEndpointId = endpoint.Id,
        VpcEndpointType = "Interface",
        VpcId = endpoint.VpcId,
        ServiceName = endpoint.ServiceName,
        ServiceRegion = endpoint.Region,
        State = endpoint.State,
        PolicyDocument = endpoint.PolicyDocument,
        RouteTableIds = [],
        SubnetIds = endpoint.SubnetIds,
        Groups = [.. endpoint.GroupIds.Select(g => new Api.SecurityGroupIdentifier { GroupId = g, GroupName = state.Find<SecurityGroup>(g)?.Name })],
        IpAddressType = endpoint.IpAddressType,
        DnsOptions = new() { DnsRecordIpType = endpoint.DnsRecordIpType },
        PrivateDnsEnabled = endpoint.PrivateDnsEnabled,
        RequesterManaged = false,
        FailureReason = endpoint.FailureReason,
        LastError = endpoint.FailureReason is { } reason ? new() { Code = "InternalError", Message = reason } : null,
        NetworkInterfaceIds = endpoint.NetworkInterfaceIds,
        DnsEntries = DnsEntries(state, endpoint),
        CreationTimestamp = endpoint.CreatedAt.UtcDateTime,
        OwnerId = endpoint.Account,
        Tags = TagSet.ToWire(endpoint.Tags),
    };
}
