using System.Net;
using System.Net.Sockets;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>
/// The main route table and the default network ACL, which every VPC has from its beginning, and the prefix lists of gateway endpoints, of which there are none here.
/// Clients such as Terraform look for them after making a VPC. Routes to peering connections can be made, and are kept; packets go where a connection is active.
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
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
        ["route.destination-cidr-block"] = r => [r.Vpc.Cidr, .. r.Vpc.PeeringRoutes.Keys],
        ["route.gateway-id"] = _ => ["local"],
        ["route.vpc-peering-connection-id"] = r => r.Vpc.PeeringRoutes.Values,
        ["route.origin"] = r => r.Vpc.PeeringRoutes.IsEmpty ? ["CreateRouteTable"] : ["CreateRouteTable", "CreateRoute"],
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
        var state = store.Snapshot;
        var all = state.Of<Vpc>(caller).Select(v => new MainRouteTable { Id = IdOf(v), Account = v.Account, Region = v.Region, Vpc = v });
        var (items, next) = RouteTables.Describe(all, request.RouteTableIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { RouteTables = [.. items.Select(table => ToWire(table, state))], NextToken = next };
    }

    /// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html</summary>
    public Api.CreateRouteResult CreateRoute(Api.CreateRoute request, Caller caller) => store.Change(t =>
    {
        var vpc = Require(t.State, request.RouteTableId, caller);
        var range = RangeOf(request.DestinationCidrBlock);
        var id = request.VpcPeeringConnectionId ?? throw AwsException.Bad("InvalidParameterValue", "Routes of this region lead to VPC peering connections: give vpcPeeringConnectionId");
        if (t.State.Find<PeeringConnection>(id) is not { } peering || (peering.Requester.VpcId != vpc.Id && peering.Accepter.VpcId != vpc.Id))
        {
            throw AwsException.Bad(PeeringActions.NotFound, $"The vpcPeeringConnection ID '{id}' does not exist");
        }

        if (IPNetwork.Parse(vpc.Cidr) is var own && own.PrefixLength <= range.PrefixLength && own.Contains(range.BaseAddress))
        {
            throw AwsException.Bad("InvalidParameterValue", $"The destination CIDR block {range} is equal to or more specific than one of this VPC's CIDR blocks.");
        }

        if (vpc.PeeringRoutes.ContainsKey(range.ToString()))
        {
            throw AwsException.Bad("RouteAlreadyExists", $"The route identified by {range} already exists.");
        }

        t.Put(vpc with { PeeringRoutes = vpc.PeeringRoutes.Add(range.ToString(), id) });
        return new Api.CreateRouteResult { Return = true };
    });

    /// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html</summary>
    public Empty DeleteRoute(Api.DeleteRoute request, Caller caller) => store.Change(t =>
    {
        var vpc = Require(t.State, request.RouteTableId, caller);
        var range = RangeOf(request.DestinationCidrBlock).ToString();
        t.Put(vpc.PeeringRoutes.ContainsKey(range)
            ? vpc with { PeeringRoutes = vpc.PeeringRoutes.Remove(range) }
            : throw AwsException.Bad("InvalidRoute.NotFound", $"no route with destination-cidr-block {range} in route table {request.RouteTableId}"));
        return new Empty();
    });

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

    private static string IdOf(Vpc vpc) => $"rtb-{vpc.Id[4..]}";

    private static Vpc Require(RegionState state, string table, Caller caller) =>
        state.Of<Vpc>(caller).FirstOrDefault(v => IdOf(v) == table) ?? throw AwsException.Bad("InvalidRouteTableID.NotFound", $"The routeTable ID '{table}' does not exist");

    private static IPNetwork RangeOf(string? text) => text is null ? throw AwsException.Bad("MissingParameter", "The request must contain the parameter destinationCidrBlock")
        : IPNetwork.TryParse(text, out var range) && range.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? range
        : throw AwsException.Bad("InvalidParameterValue", $"Value ({text}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.");

    private static string AssociationOf(MainRouteTable table) => $"rtbassoc-{table.Id[4..]}";

    private static string AssociationOf(Subnet subnet) => $"aclassoc-{subnet.Id[7..]}";

    private static Api.RouteTable ToWire(MainRouteTable table, RegionState state) => new()
    {
        RouteTableId = table.Id, VpcId = table.Vpc.Id, OwnerId = table.Account,
        Associations = [new() { Main = true, RouteTableId = table.Id, RouteTableAssociationId = AssociationOf(table), AssociationState = new() { State = "associated" } }],
        Routes =
        [
            new() { DestinationCidrBlock = table.Vpc.Cidr, GatewayId = "local", Origin = "CreateRouteTable", State = "active" },
            .. table.Vpc.PeeringRoutes.Select(r => new Api.Route
            {
                DestinationCidrBlock = r.Key, VpcPeeringConnectionId = r.Value, Origin = "CreateRoute",
                State = state.Find<PeeringConnection>(r.Value) is { State: PeeringConnection.Active } ? "active" : "blackhole",
            }),
        ],
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
