using Postern.Aws.Signing;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>
/// The main route table and the default network ACL, which every VPC has from its beginning, and the prefix lists of gateway endpoints, of which there are none here.
/// They are read only: clients such as Terraform look for them after making a VPC. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
/// </summary>
internal sealed class RoutingActions(RegionStore store)
{
    private const int LastRule = 32767;

    private sealed record MainRouteTable : Resource
    {
        public required Vpc Vpc { get; init; }
    }

    private sealed record DefaultNetworkAcl : Resource
    {
        public required Vpc Vpc { get; init; }

        public required IReadOnlyList<Subnet> Subnets { get; init; }
    }

    private sealed record NoPrefixList : Resource;

    private static readonly Listing<MainRouteTable> RouteTables = new("routeTable", "InvalidRouteTableID.NotFound", new Dictionary<string, Func<MainRouteTable, IEnumerable<string?>>>
    {
        ["route-table-id"] = r => [r.Id],
        ["vpc-id"] = r => [r.Vpc.Id],
        ["owner-id"] = r => [r.Account],
        ["association.main"] = _ => ["true"],
        ["association.route-table-id"] = r => [r.Id],
        ["association.route-table-association-id"] = r => [AssociationOf(r)],
        ["association.subnet-id"] = _ => [],
        ["association.gateway-id"] = _ => [],
        ["route.destination-cidr-block"] = r => [r.Vpc.Cidr],
        ["route.gateway-id"] = _ => ["local"],
        ["route.origin"] = _ => ["CreateRouteTable"],
        ["route.state"] = _ => ["active"],
    });

    private static readonly Listing<DefaultNetworkAcl> NetworkAcls = new("networkAcl", "InvalidNetworkAclID.NotFound", new Dictionary<string, Func<DefaultNetworkAcl, IEnumerable<string?>>>
    {
        ["network-acl-id"] = a => [a.Id],
        ["vpc-id"] = a => [a.Vpc.Id],
        ["owner-id"] = a => [a.Account],
        ["default"] = _ => ["true"],
        ["association.network-acl-id"] = a => a.Subnets.Count > 0 ? [a.Id] : [],
        ["association.subnet-id"] = a => a.Subnets.Select(s => s.Id),
        ["association.association-id"] = a => a.Subnets.Select(AssociationOf),
    });

    private static readonly Listing<NoPrefixList> PrefixLists = new("prefixList", "InvalidPrefixListID.NotFound", new Dictionary<string, Func<NoPrefixList, IEnumerable<string?>>>
    {
        ["prefix-list-id"] = _ => [],
        ["prefix-list-name"] = _ => [],
        ["owner-id"] = _ => [],
    });

    public Api.DescribeRouteTablesResult DescribeRouteTables(Api.DescribeRouteTables request, Caller caller)
    {
        var all = store.Snapshot.Of<Vpc>(caller).Select(v => new MainRouteTable { Id = $"rtb-{v.Id[4..]}", Account = v.Account, Region = v.Region, Vpc = v });
        var (items, next) = RouteTables.Describe(all, request.RouteTableIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { RouteTables = [.. items.Select(ToWire)], NextToken = next };
    }

    public Api.DescribeNetworkAclsResult DescribeNetworkAcls(Api.DescribeNetworkAcls request, Caller caller)
    {
        var state = store.Snapshot;
        var subnets = state.Of<Subnet>(caller).ToLookup(s => s.VpcId);
        var all = state.Of<Vpc>(caller).Select(v => new DefaultNetworkAcl { Id = $"acl-{v.Id[4..]}", Account = v.Account, Region = v.Region, Vpc = v, Subnets = [.. subnets[v.Id]] });
        var (items, next) = NetworkAcls.Describe(all, request.NetworkAclIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { NetworkAcls = [.. items.Select(ToWire)], NextToken = next };
    }

    public static Api.DescribePrefixListsResult DescribePrefixLists(Api.DescribePrefixLists request, Caller caller)
    {
        PrefixLists.Describe([], request.PrefixListIds, request.Filters, request.MaxResults, request.NextToken);
        return new();
    }

    public static Api.DescribeManagedPrefixListsResult DescribeManagedPrefixLists(Api.DescribeManagedPrefixLists request, Caller caller)
    {
        PrefixLists.Describe([], request.PrefixListIds, request.Filters, request.MaxResults, request.NextToken);
        return new();
    }

    private static string AssociationOf(MainRouteTable table) => $"rtbassoc-{table.Id[4..]}";

    private static string AssociationOf(Subnet subnet) => $"aclassoc-{subnet.Id[7..]}";

    private static Api.RouteTable ToWire(MainRouteTable table) => new()
    {
        RouteTableId = table.Id, VpcId = table.Vpc.Id, OwnerId = table.Account,
        Associations = [new() { Main = true, RouteTableId = table.Id, RouteTableAssociationId = AssociationOf(table), AssociationState = new() { State = "associated" } }],
        Routes = [new() { DestinationCidrBlock = table.Vpc.Cidr, GatewayId = "local", Origin = "CreateRouteTable", State = "active" }],
    };

    private static Api.NetworkAcl ToWire(DefaultNetworkAcl acl) => new()
    {
        NetworkAclId = acl.Id, VpcId = acl.Vpc.Id, OwnerId = acl.Account, IsDefault = true,
        Associations = [.. acl.Subnets.Select(s => new Api.NetworkAclAssociation { NetworkAclAssociationId = AssociationOf(s), NetworkAclId = acl.Id, SubnetId = s.Id })],
        Entries = [Entry(true, 100, "allow"), Entry(true, LastRule, "deny"), Entry(false, 100, "allow"), Entry(false, LastRule, "deny")],
    };

    private static Api.NetworkAclEntry Entry(bool isEgress, int number, string action) =>
        new() { CidrBlock = "0.0.0.0/0", Egress = isEgress, Protocol = "-1", RuleAction = action, RuleNumber = number };
}
