using System.Net;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>VPCs. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html</summary>
internal sealed class VpcActions(RegionStore store, Quotas quotas, TimeProvider clock)
{
    private const int WidestPrefix = 16, NarrowestPrefix = 28;

    private static readonly Listing<Vpc> Vpcs = new("vpc", "InvalidVpcID.NotFound", new Dictionary<string, Func<Vpc, IEnumerable<string?>>>
    {
        ["vpc-id"] = v => [v.Id],
        ["cidr"] = v => [v.Cidr],
        ["cidr-block-association.cidr-block"] = v => [v.Cidr],
        ["cidr-block-association.association-id"] = v => [AssociationOf(v)],
        ["cidr-block-association.state"] = _ => ["associated"],
        ["ipv6-cidr-block-association.ipv6-cidr-block"] = v => [v.Ipv6Cidr],
        ["ipv6-cidr-block-association.association-id"] = v => Ipv6Ranges.ToWire(v).Select(a => a.AssociationId),
        ["ipv6-cidr-block-association.state"] = v => Ipv6Ranges.ToWire(v).Select(a => a.Ipv6CidrBlockState?.State),
        ["state"] = _ => ["available"],
        ["owner-id"] = v => [v.Account],
        ["is-default"] = _ => ["false"],
    });

    public Api.CreateVpcResult CreateVpc(Api.CreateVpc request, Caller caller)
    {
        if (!Ipv4.TryParse(request.CidrBlock, out var network))
        {
            throw AwsException.Bad("InvalidParameterValue", $"Value ({request.CidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.");
        }

        if (network.PrefixLength is < WidestPrefix or > NarrowestPrefix)
        {
            throw AwsException.Bad("InvalidVpc.Range", $"The CIDR '{request.CidrBlock}' is invalid. Its prefix must be from /{WidestPrefix} to /{NarrowestPrefix}.");
        }

        var tags = TagSet.From(request.TagSpecifications, "vpc");
        return new()
        {
            Vpc = ToWire(store.Change(t =>
            {
                var ownIpv6 = request.Ipv6CidrBlock ?? request.Ipv6Pool ?? request.Ipv6IpamPoolId;
                return Create(t, caller, network, request.AmazonProvidedIpv6CidrBlock == true || ownIpv6 is not null ? Ipv6Ranges.ForVpc(t.State, ownIpv6) : null, tags);
            })),
        };
    }

    public Api.DescribeVpcsResult DescribeVpcs(Api.DescribeVpcs request, Caller caller)
    {
        var (items, next) = Vpcs.Describe(store.Snapshot.Of<Vpc>(caller), request.VpcIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { Vpcs = [.. items.Select(ToWire)], NextToken = next };
    }

    public Empty ModifyVpcAttribute(Api.ModifyVpcAttribute request, Caller caller) => store.Change(t =>
    {
        var vpc = t.State.RequireVpc(caller, request.VpcId);
        t.Put(vpc with
        {
            DnsSupport = request.EnableDnsSupport?.Value ?? vpc.DnsSupport,
            DnsHostnames = request.EnableDnsHostnames?.Value ?? vpc.DnsHostnames,
        });
        return new Empty();
    });

    public Api.DescribeVpcAttributeResult DescribeVpcAttribute(Api.DescribeVpcAttribute request, Caller caller)
    {
        var vpc = store.Snapshot.RequireVpc(caller, request.VpcId);
        var answer = new Api.DescribeVpcAttributeResult { VpcId = vpc.Id };
        return request.Attribute switch
        {
            "enableDnsSupport" => answer with { EnableDnsSupport = new() { Value = vpc.DnsSupport } },
            "enableDnsHostnames" => answer with { EnableDnsHostnames = new() { Value = vpc.DnsHostnames } },
            "enableNetworkAddressUsageMetrics" => answer with { EnableNetworkAddressUsageMetrics = new() { Value = false } },
            var other => throw AwsException.Bad("InvalidParameterValue", $"Value ({other}) for parameter attribute is invalid. Use enableDnsSupport, enableDnsHostnames or enableNetworkAddressUsageMetrics."),
        };
    }

    public Empty DeleteVpc(Api.DeleteVpc request, Caller caller) => store.Change(t =>
    {
        var vpc = t.State.RequireVpc(caller, request.VpcId);
        var groups = t.State.Keyed<SecurityGroup>(vpc.Id).ToList();
        if (t.State.Keyed<Subnet>(vpc.Id).Any() || t.State.Keyed<VpcEndpoint>(vpc.Id).Any() || groups.Any(g => g.Name != "default"))
        {
            throw AwsException.Bad("DependencyViolation", $"The vpc '{vpc.Id}' has dependencies and cannot be deleted.");
        }

        foreach (var peering in t.State.All<PeeringConnection>().Where(p => p.IsOpen && (p.Requester.VpcId == vpc.Id || p.Accepter.VpcId == vpc.Id)).ToList())
        {
            t.Put(peering with { State = PeeringConnection.Deleted, Message = $"Deleted with {vpc.Id}", DueAt = clock.GetUtcNow() + Lifecycle.EndedPeeringIsShownFor });
        }

        groups.ForEach(t.Remove);
        t.Remove(vpc);
        return new Empty();
    });

    private Vpc Create(Transaction t, Caller caller, IPNetwork network, string? ipv6, System.Collections.Immutable.ImmutableSortedDictionary<string, string> tags)
    {
        if (t.State.Of<Vpc>(caller).Count() >= quotas.VpcsPerRegion)
        {
            throw AwsException.Bad("VpcLimitExceeded", $"The maximum number of VPCs has been reached: {quotas.VpcsPerRegion}");
        }

        var vpc = t.Put(new Vpc { Id = NewId.Of("vpc"), Account = caller.Account, Region = caller.Region, Cidr = network.ToString(), Ipv6Cidr = ipv6, Tags = tags });
        var group = SecurityGroupActions.New(caller, vpc, "default", "default VPC security group");
        t.Put(group with { Rules = group.Rules.Add(new() { Id = NewId.Of("sgr"), IsEgress = false, Protocol = "-1", GroupId = group.Id }) });
        return vpc;
    }

    private static string AssociationOf(Vpc vpc) => "vpc-cidr-assoc-" + vpc.Id[4..];

    private static Api.Vpc ToWire(Vpc vpc) => new()
    {
        VpcId = vpc.Id,
        OwnerId = vpc.Account,
        CidrBlock = vpc.Cidr,
        State = "available",
        InstanceTenancy = "default",
        IsDefault = false,
        DhcpOptionsId = "default",
        CidrBlockAssociationSet = [new() { AssociationId = AssociationOf(vpc), CidrBlock = vpc.Cidr, CidrBlockState = new() { State = "associated" } }],
        Ipv6CidrBlockAssociationSet = Ipv6Ranges.ToWire(vpc),
        Tags = TagSet.ToWire(vpc.Tags),
    };
}
