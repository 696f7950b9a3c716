using System.Net;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Subnets and zones. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html</summary>
internal sealed class SubnetActions(RegionStore store)
{
    private static readonly Listing<Subnet> Subnets = new("subnet", "InvalidSubnetID.NotFound", new Dictionary<string, Func<Subnet, IEnumerable<string?>>>
    {
        ["subnet-id"] = s => [s.Id],
        ["vpc-id"] = s => [s.VpcId],
        ["cidr"] = s => [s.Cidr],
        ["cidr-block"] = s => [s.Cidr],
        ["ipv6-cidr-block-association.ipv6-cidr-block"] = s => [s.Ipv6Cidr],
        ["ipv6-cidr-block-association.association-id"] = s => Ipv6Ranges.ToWire(s).Select(a => a.AssociationId),
        ["ipv6-cidr-block-association.state"] = s => Ipv6Ranges.ToWire(s).Select(a => a.Ipv6CidrBlockState?.State),
        ["availability-zone"] = s => [s.Zone],
        ["availability-zone-id"] = s => [s.ZoneId],
        ["state"] = _ => ["available"],
        ["owner-id"] = s => [s.Account],
        ["default-for-az"] = _ => ["false"],
        ["map-public-ip-on-launch"] = s => [s.MapPublicIp ? "true" : "false"],
    });

    public Api.CreateSubnetResult CreateSubnet(Api.CreateSubnet request, Caller caller)
    {
        if (!Ipv4.TryParse(request.CidrBlock, out var network))
        {
            throw AwsException.Bad("InvalidParameterValue", $"Value ({request.CidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.");
        }

        if (request.Ipv6Native == true)
        {
            throw AwsException.Bad("InvalidParameterValue", "Subnets with IPv6 alone are not available here. Give CidrBlock and Ipv6CidrBlock.");
        }

        var zone = ZoneOf(request, caller);
        var tags = TagSet.From(request.TagSpecifications, "subnet");
        return store.Change(t =>
        {
            var vpc = t.State.RequireVpc(caller, request.VpcId);
            if (network.PrefixLength > 28 || !Ipv4.Contains(IPNetwork.Parse(vpc.Cidr), network))
            {
                throw AwsException.Bad("InvalidSubnet.Range", $"The CIDR '{request.CidrBlock}' is invalid. It must lie in the VPC's {vpc.Cidr} and be /28 or wider.");
            }

            if (t.State.Keyed<Subnet>(vpc.Id).Any(s => Ipv4.Overlap(IPNetwork.Parse(s.Cidr), network)))
            {
                throw AwsException.Bad("InvalidSubnet.Conflict", $"The CIDR '{request.CidrBlock}' conflicts with another subnet");
            }

            var ipv6 = request.Ipv6CidrBlock is null ? null : Ipv6Ranges.ForSubnet(t.State, vpc, request.Ipv6CidrBlock);
            var subnet = t.Put(new Subnet { Id = NewId.Of("subnet"), Account = caller.Account, Region = caller.Region, VpcId = vpc.Id, Cidr = network.ToString(), Ipv6Cidr = ipv6, Zone = zone.Name, ZoneId = zone.Id, Tags = tags });
            return new Api.CreateSubnetResult { Subnet = ToWire(t.State, subnet) };
        });
    }

    public Api.DescribeSubnetsResult DescribeSubnets(Api.DescribeSubnets request, Caller caller)
    {
        var state = store.Snapshot;
        var (items, next) = Subnets.Describe(state.Of<Subnet>(caller), request.SubnetIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { Subnets = [.. items.Select(s => ToWire(state, s))], NextToken = next };
    }

    public Empty DeleteSubnet(Api.DeleteSubnet request, Caller caller) => store.Change(t =>
    {
        var subnet = t.State.RequireSubnet(caller, request.SubnetId);
        if (t.State.Keyed<NetworkInterface>(subnet.Id).Any())
        {
            throw AwsException.Bad("DependencyViolation", $"The subnet '{subnet.Id}' has dependencies and cannot be deleted.");
        }

        t.Remove(subnet);
        return new Empty();
    });

    /// <summary>One attribute a call. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html</summary>
    public Empty ModifySubnetAttribute(Api.ModifySubnetAttribute request, Caller caller) => store.Change(t =>
    {
        var subnet = t.State.RequireSubnet(caller, request.SubnetId);
        if ((request.EnableDns64 ?? request.MapCustomerOwnedIpOnLaunch ?? request.EnableResourceNameDnsAAAARecordOnLaunch)?.Value == true)
        {
            throw AwsException.Bad("InvalidParameterValue", "DNS64, AAAA records of instances and customer-owned addresses are not available here.");
        }

        if (request.AssignIpv6AddressOnCreation?.Value == true && subnet.Ipv6Cidr is null)
        {
            throw AwsException.Bad("InvalidParameterValue", $"Subnet {subnet.Id} has no IPv6 CIDR block of which addresses could be assigned.");
        }

        if (request.PrivateDnsHostnameTypeOnLaunch is not (null or "ip-name" or "resource-name"))
        {
            throw AwsException.Bad("InvalidParameterValue", $"Value ({request.PrivateDnsHostnameTypeOnLaunch}) for parameter privateDnsHostnameTypeOnLaunch is invalid. Use ip-name or resource-name.");
        }

        t.Put(subnet with
        {
            MapPublicIp = request.MapPublicIpOnLaunch?.Value ?? subnet.MapPublicIp,
            AssignsIpv6 = request.AssignIpv6AddressOnCreation?.Value ?? subnet.AssignsIpv6,
            ResourceNameDns = request.EnableResourceNameDnsARecordOnLaunch?.Value ?? subnet.ResourceNameDns,
            HostnameType = request.PrivateDnsHostnameTypeOnLaunch ?? subnet.HostnameType,
        });
        return new Empty();
    });

    public static Api.DescribeAvailabilityZonesResult DescribeAvailabilityZones(Api.DescribeAvailabilityZones request, Caller caller)
    {
        var zones = Zones.Of(caller.Region);
        var unknown = request.ZoneNames.Except(zones.Select(z => z.Name)).Concat(request.ZoneIds.Except(zones.Select(z => z.Id))).ToList();
        if (unknown.Count > 0)
        {
            throw AwsException.Bad("InvalidParameterValue", $"Invalid availability zone: [{string.Join(", ", unknown)}]. {caller.Region} has {string.Join(", ", zones.Select(z => z.Name))}.");
        }

        var wanted = zones.Where(z => (request.ZoneNames.Count == 0 || request.ZoneNames.Contains(z.Name)) && (request.ZoneIds.Count == 0 || request.ZoneIds.Contains(z.Id)));
        return new() { AvailabilityZones = [.. wanted.Where(z => request.Filters.All(f => Matches(f, z, caller.Region))).Select(z => ToWire(z, caller.Region))] };
    }

    private static bool Matches(Api.Filter filter, Zone zone, string region) => Wildcard.IsAnyLike(filter.Values, filter.Name switch
    {
        "zone-name" => zone.Name,
        "zone-id" => zone.Id,
        "region-name" or "group-name" => region,
        "state" or "zone-state" => "available",
        "zone-type" => "availability-zone",
        "opt-in-status" => "opt-in-not-required",
        var other => throw AwsException.Bad("InvalidParameterValue", $"The filter '{other}' is invalid"),
    });

    private static Zone ZoneOf(Api.CreateSubnet request, Caller caller)
    {
        var zones = Zones.Of(caller.Region);
        return (request.AvailabilityZone, request.AvailabilityZoneId) switch
        {
            (null, null) => zones[0],
            ({ } name, _) => zones.FirstOrDefault(z => z.Name == name) ?? throw Unknown(name),
            (_, { } id) => zones.FirstOrDefault(z => z.Id == id) ?? throw Unknown(id),
        };

        AwsException Unknown(string zone) => AwsException.Bad("InvalidParameterValue",
            $"Value ({zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: {string.Join(", ", zones.Select(z => z.Name))}.");
    }

    private static Api.AvailabilityZone ToWire(Zone zone, string region) => new()
    {
        ZoneName = zone.Name, ZoneId = zone.Id, RegionName = region, GroupName = region, NetworkBorderGroup = region,
        State = "available", OptInStatus = "opt-in-not-required", ZoneType = "availability-zone",
    };

    private static Api.Subnet ToWire(RegionState state, Subnet subnet) => new()
    {
        SubnetId = subnet.Id,
        SubnetArn = $"arn:aws:ec2:{subnet.Region}:{subnet.Account}:subnet/{subnet.Id}",
        VpcId = subnet.VpcId,
        OwnerId = subnet.Account,
        CidrBlock = subnet.Cidr,
        AvailabilityZone = subnet.Zone,
        AvailabilityZoneId = subnet.ZoneId,
        AvailableIpAddressCount = Addresses.Free(state, subnet),
        State = "available",
        DefaultForAz = false,
        MapPublicIpOnLaunch = subnet.MapPublicIp,
        AssignIpv6AddressOnCreation = subnet.AssignsIpv6,
        EnableDns64 = false,
        Ipv6Native = false,
        Ipv6CidrBlockAssociationSet = Ipv6Ranges.ToWire(subnet),
        PrivateDnsNameOptionsOnLaunch = new() { HostnameType = subnet.HostnameType, EnableResourceNameDnsARecord = subnet.ResourceNameDns, EnableResourceNameDnsAAAARecord = false },
        Tags = TagSet.ToWire(subnet.Tags),
    };
}
