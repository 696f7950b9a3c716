using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Ec2;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.ElbV2;

namespace Postern.Region.Elb;

/// <summary>Network load balancers. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html</summary>
internal sealed partial class LoadBalancerActions(RegionStore store, LatencyProfile latency, Quotas quotas, TimeProvider clock)
{
    private const string HostedZone = "Z2IFOLAFXWLO4F";

    public Api.CreateLoadBalancerResult CreateLoadBalancer(Api.CreateLoadBalancer request, Caller caller)
    {
        if (request.Type != "network")
        {
            throw AwsException.Bad("InvalidConfigurationRequest", $"Load balancers of type '{request.Type ?? "application"}' are not available here. Use type network.");
        }

        if (!Name().IsMatch(request.Name) || request.Name.StartsWith("internal-", StringComparison.Ordinal))
        {
            throw ElbErrors.Validation($"The load balancer name '{request.Name}' must have 1 to 32 letters, digits and hyphens, not begin or end with a hyphen and not begin with 'internal-'");
        }

        var addressType = LoadBalancerAddresses.TypeOf(request.IpAddressType);
        var scheme = request.Scheme ?? "internet-facing";
        if (scheme is not ("internal" or "internet-facing"))
        {
            throw AwsException.Bad("InvalidScheme", $"The scheme '{scheme}' is not valid. Use internal or internet-facing.");
        }

        var tags = ElbTags.Add(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), request.Tags);
        var mappings = Mappings(request.SubnetMappings, request.Subnets);
        return store.Change(t => new Api.CreateLoadBalancerResult { LoadBalancers = [ToWire(Create(t, request, caller, scheme, addressType, mappings, tags))] });
    }

    public Api.DescribeLoadBalancersResult DescribeLoadBalancers(Api.DescribeLoadBalancers request, Caller caller)
    {
        ElbErrors.RequireFew("load balancers", request.LoadBalancerArns.Count + request.Names.Count);
        var (wanted, missing) = NamedRows.Of(store.Snapshot.Of<LoadBalancer>(caller), request.LoadBalancerArns, request.Names);
        if (missing.Count > 0)
        {
            throw AwsException.Bad("LoadBalancerNotFound", $"Load balancers '[{string.Join(", ", missing)}]' not found");
        }

        var (items, next) = Marker.Page(wanted, request.Marker, request.PageSize);
        return new() { LoadBalancers = [.. items.Select(ToWire)], NextMarker = next };
    }

    public Empty DeleteLoadBalancer(Api.DeleteLoadBalancer request, Caller caller) => store.Change(t =>
    {
        // Deleting one that is not there succeeds.
        if (t.State.Find<LoadBalancer>(caller, request.LoadBalancerArn) is not { } loadBalancer)
        {
            return new Empty();
        }

        if (loadBalancer.Attributes.GetValueOrDefault(LoadBalancer.DeletionProtection) == "true")
        {
            throw AwsException.Bad("OperationNotPermitted", $"Load balancer '{loadBalancer.Id}' cannot be deleted because deletion protection is enabled");
        }

        if (t.State.Keyed<EndpointService>(loadBalancer.Id).Any())
        {
            throw AwsException.Bad("ResourceInUse", $"Load balancer '{loadBalancer.Id}' cannot be deleted because it is currently associated with another service");
        }

        t.State.ListenersOf(loadBalancer).ToList().ForEach(t.Remove);
        loadBalancer.Nodes.ForEach(n => t.Remove(t.State.Get<NetworkInterface>(n.NetworkInterfaceId)));
        t.Remove(loadBalancer);
        return new Empty();
    });

    public Api.SetSecurityGroupsResult SetSecurityGroups(Api.SetSecurityGroups request, Caller caller) => store.Change(t =>
    {
        var loadBalancer = t.State.RequireLoadBalancer(caller, request.LoadBalancerArn);
        if (loadBalancer.GroupIds.Count == 0 && request.SecurityGroups.Count > 0)
        {
            throw AwsException.Bad("InvalidConfigurationRequest", $"Load balancer '{loadBalancer.Id}' was created without security groups, so none can be associated with it");
        }

        var groups = Groups(t.State, caller, loadBalancer.VpcId, request.SecurityGroups);
        if (request.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic is not (null or "on" or "off"))
        {
            throw ElbErrors.Validation($"The value '{request.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic}' at 'enforceSecurityGroupInboundRulesOnPrivateLinkTraffic' must be on or off");
        }

        loadBalancer.Nodes.ForEach(n => t.Put(t.State.Get<NetworkInterface>(n.NetworkInterfaceId) with { GroupIds = groups }));
        var changed = t.Put(loadBalancer with
        {
            GroupIds = groups,
            EnforcesInboundRulesOnPrivateLink = request.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic ?? loadBalancer.EnforcesInboundRulesOnPrivateLink,
        });
        return new Api.SetSecurityGroupsResult { SecurityGroupIds = changed.GroupIds, EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = changed.EnforcesInboundRulesOnPrivateLink };
    });

    public Api.SetSubnetsResult SetSubnets(Api.SetSubnets request, Caller caller) => store.Change(t =>
    {
        var loadBalancer = t.State.RequireLoadBalancer(caller, request.LoadBalancerArn);
        var mappings = Mappings(request.SubnetMappings, request.Subnets);
        var subnets = Subnets(t.State, caller, mappings);
        if (subnets[0].VpcId != loadBalancer.VpcId)
        {
            throw AwsException.Bad("InvalidSubnet", $"The subnets are in {subnets[0].VpcId}, the load balancer in {loadBalancer.VpcId}");
        }

        var gone = loadBalancer.Nodes.FindAll(n => subnets.All(s => s.Id != n.SubnetId));
        if (gone.Count > 0 && t.State.Keyed<EndpointService>(loadBalancer.Id).FirstOrDefault() is { } service)
        {
            throw AwsException.Bad("ResourceInUse", $"The zones {string.Join(", ", gone.Select(n => n.Zone))} cannot be removed while the endpoint service {service.Id} uses the load balancer");
        }

        gone.ForEach(n => t.Remove(t.State.Get<NetworkInterface>(n.NetworkInterfaceId)));
        if (request.IpAddressType is not null)
        {
            loadBalancer = LoadBalancerAddresses.Set(t, loadBalancer with { Nodes = loadBalancer.Nodes.RemoveAll(gone.Contains) }, LoadBalancerAddresses.TypeOf(request.IpAddressType));
        }

        var id = loadBalancer.Id[(loadBalancer.Id.LastIndexOf('/') + 1)..];
        var nodes = subnets.Select((s, i) => loadBalancer.Nodes.Find(n => n.SubnetId == s.Id)
            ?? Node(t, caller, loadBalancer.Id, loadBalancer.Name, id, s, mappings[i], loadBalancer.GroupIds, loadBalancer.IpAddressType));
        var changed = t.Put(loadBalancer with { Nodes = [.. nodes] });
        return new Api.SetSubnetsResult { AvailabilityZones = ZonesOf(changed), IpAddressType = changed.IpAddressType };
    });

    public Api.SetIpAddressTypeResult SetIpAddressType(Api.SetIpAddressType request, Caller caller) => store.Change(t =>
    {
        var loadBalancer = t.State.RequireLoadBalancer(caller, request.LoadBalancerArn);
        return new Api.SetIpAddressTypeResult { IpAddressType = t.Put(LoadBalancerAddresses.Set(t, loadBalancer, LoadBalancerAddresses.TypeOf(request.IpAddressType))).IpAddressType };
    });

    public Api.ModifyLoadBalancerAttributesResult ModifyLoadBalancerAttributes(Api.ModifyLoadBalancerAttributes request, Caller caller) => store.Change(t =>
    {
        var loadBalancer = t.State.RequireLoadBalancer(caller, request.LoadBalancerArn);
        var changed = t.Put(loadBalancer with { Attributes = Attributes.OfLoadBalancer.Set(loadBalancer.Attributes, request.Attributes.Select(a => (a.Key, a.Value))) });
        return new Api.ModifyLoadBalancerAttributesResult { Attributes = ToWire(changed.Attributes) };
    });

    public Api.DescribeLoadBalancerAttributesResult DescribeLoadBalancerAttributes(Api.DescribeLoadBalancerAttributes request, Caller caller) =>
        new() { Attributes = ToWire(store.Snapshot.RequireLoadBalancer(caller, request.LoadBalancerArn).Attributes) };

    private LoadBalancer Create(Transaction t, Api.CreateLoadBalancer request, Caller caller, string scheme, string addressType, IReadOnlyList<Api.SubnetMapping> mappings, ImmutableSortedDictionary<string, string> tags)
    {
        var others = t.State.Of<LoadBalancer>(caller);
        if (others.Keyed(request.Name).FirstOrDefault() is { } same)
        {
            return IsSame(same, request, scheme, addressType, mappings) ? same
                : throw AwsException.Bad("DuplicateLoadBalancerName", $"A load balancer with the same name '{request.Name}' exists, but with different settings");
        }

        if (others.AreAtLeast(quotas.LoadBalancersPerRegion))
        {
            throw AwsException.Bad("TooManyLoadBalancers", $"The maximum number of load balancers has been reached: {quotas.LoadBalancersPerRegion}");
        }

        var subnets = Subnets(t.State, caller, mappings);
        var id = NewId.Hex(16);
        var arn = $"arn:aws:elasticloadbalancing:{caller.Region}:{caller.Account}:loadbalancer/net/{request.Name}/{id}";
        var groups = Groups(t.State, caller, subnets[0].VpcId, request.SecurityGroups);
        return t.Put(new LoadBalancer
        {
            Id = arn, Account = caller.Account, Region = caller.Region, Tags = tags, Name = request.Name, Scheme = scheme, VpcId = subnets[0].VpcId,
            State = LoadBalancer.Provisioning, CreatedAt = clock.GetUtcNow(), DueAt = clock.GetUtcNow() + latency.LoadBalancer,
            DnsName = $"{request.Name}-{id}.elb.{caller.Region}.amazonaws.com",
            Attributes = Attributes.OfLoadBalancer.Defaults, GroupIds = groups, IpAddressType = addressType,
            Nodes = [.. subnets.Select((s, i) => Node(t, caller, arn, request.Name, id, s, mappings[i], groups, addressType))],
        });
    }

    private static LoadBalancerNode Node(Transaction t, Caller caller, string arn, string name, string id, Subnet subnet, Api.SubnetMapping mapping, ImmutableList<string> groups, string addressType)
    {
        var networkInterface = t.Put(new NetworkInterface
        {
            Id = NewId.Of("eni"), Account = caller.Account, Region = caller.Region, VpcId = subnet.VpcId, SubnetId = subnet.Id, PrivateIp = LoadBalancerAddresses.Take(t.State, subnet, mapping.PrivateIPv4Address),
            Ipv6 = addressType == AddressType.DualStack ? LoadBalancerAddresses.TakeIpv6(t.State, subnet, mapping.IPv6Address) : null,
            Type = NetworkInterface.OfLoadBalancer, Description = $"ELB net/{name}/{id}", GroupIds = groups, Owner = arn,
        });
        return new LoadBalancerNode(subnet.Id, subnet.Zone, subnet.ZoneId, networkInterface.Id, networkInterface.PrivateIp, networkInterface.Ipv6, !string.IsNullOrEmpty(mapping.PrivateIPv4Address));
    }

    private static bool IsSame(LoadBalancer existing, Api.CreateLoadBalancer request, string scheme, string addressType, IReadOnlyList<Api.SubnetMapping> mappings) =>
        existing.Scheme == scheme
        && existing.IpAddressType == addressType
        && existing.Nodes.Select(n => (n.SubnetId, n.HasChosenIp ? n.PrivateIp : "")).ToHashSet().SetEquals(mappings.Select(m => (m.SubnetId ?? "", m.PrivateIPv4Address ?? "")))
        && existing.GroupIds.ToHashSet().SetEquals(request.SecurityGroups);

    private static List<Subnet> Subnets(RegionState state, Caller caller, IReadOnlyList<Api.SubnetMapping> mappings)
    {
        if (mappings.Count == 0)
        {
            throw ElbErrors.Validation("You must specify either subnets or a subnet mapping");
        }

        var subnets = mappings.Select(m => state.Find<Subnet>(caller, m.SubnetId) ?? throw AwsException.Bad("SubnetNotFound", $"The subnet ID '{m.SubnetId}' does not exist")).ToList();
        return subnets.DistinctBy(s => s.VpcId).Count() > 1 ? throw AwsException.Bad("InvalidSubnet", $"The subnets {string.Join(", ", subnets.Select(s => s.Id))} are in different VPCs")
            : subnets.DistinctBy(s => s.ZoneId).Count() < subnets.Count ? throw AwsException.Bad("InvalidConfigurationRequest", "A load balancer cannot be attached to multiple subnets in the same Availability Zone")
            : subnets;
    }

    private static ImmutableList<string> Groups(RegionState state, Caller caller, string vpcId, IReadOnlyList<string> ids) =>
        [.. ids.Select(id => state.Find<SecurityGroup>(caller, id) is { } g && g.VpcId == vpcId ? id : throw AwsException.Bad("InvalidSecurityGroup", $"The security group '{id}' does not exist in {vpcId}"))];

    private static IReadOnlyList<Api.SubnetMapping> Mappings(IReadOnlyList<Api.SubnetMapping> mappings, IReadOnlyList<string> subnets) =>
        mappings.Count > 0 && subnets.Count > 0 ? throw ElbErrors.Validation("You can specify either subnets or subnet mappings, not both")
        : mappings.FirstOrDefault(m => m.AllocationId is not null) is { } elastic ? throw AwsException.Bad("AllocationIdNotFound", $"The allocation ID '{elastic.AllocationId}' does not exist: there are no elastic addresses here")
        : mappings.Count > 0 ? mappings : [.. subnets.Select(s => new Api.SubnetMapping { SubnetId = s })];

    private static IReadOnlyList<Api.AvailabilityZone> ZonesOf(LoadBalancer loadBalancer) =>
        [.. loadBalancer.Nodes.Select(n => new Api.AvailabilityZone { ZoneName = n.Zone, SubnetId = n.SubnetId, LoadBalancerAddresses = LoadBalancerAddresses.Shown(n) })];

    private static Api.LoadBalancer ToWire(LoadBalancer loadBalancer) => new()
    {
        LoadBalancerArn = loadBalancer.Id,
        DNSName = loadBalancer.DnsName,
        CanonicalHostedZoneId = HostedZone,
        CreatedTime = loadBalancer.CreatedAt.UtcDateTime,
        LoadBalancerName = loadBalancer.Name,
        Scheme = loadBalancer.Scheme,
        VpcId = loadBalancer.VpcId,
        State = new() { Code = loadBalancer.State, Reason = loadBalancer.StateReason },
        Type = "network",
        AvailabilityZones = ZonesOf(loadBalancer),
        SecurityGroups = loadBalancer.GroupIds,
        IpAddressType = loadBalancer.IpAddressType,
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = loadBalancer.GroupIds.Count > 0 ? loadBalancer.EnforcesInboundRulesOnPrivateLink : null,
    };

    private static IReadOnlyList<Api.LoadBalancerAttribute> ToWire(ImmutableSortedDictionary<string, string> attributes) =>
        [.. attributes.Select(a => new Api.LoadBalancerAttribute { Key = a.Key, Value = a.Value })];

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?\z")]
    internal static partial Regex Name();
}
