using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Engine.Cloud;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Networks;

/// <param name="PeerCidrs">The ranges of the peer's VPC, once it is known.</param>
internal sealed record ProvisionedPeering(string Id, string State, string? Message, IReadOnlyList<string> PeerCidrs);

/// <summary>
/// A peering connection in AWS, with routes to it in the main route table of our side. It carries a tag with our id and is looked for by it first, so that
/// nothing is asked for twice. The other side accepts it, and makes routes of its own.
/// </summary>
internal sealed class PeeringProvisioner(CloudRegion region)
{
    private const string Tag = "postern:peering", Active = "active";

    public async Task<ProvisionedPeering> EnsureAsync(PeeringConnection peering, CancellationToken cancellationToken)
    {
        var seen = await FindAsync(peering, cancellationToken) ?? await CreateAsync(peering, cancellationToken);
        if (seen.State == Active)
        {
            await RouteAsync(peering.Vpc!.AwsVpcId!, seen.Id, [.. seen.PeerCidrs.Union(peering.PeerCidrs)], cancellationToken);
        }

        return seen;
    }

    public async Task DeleteAsync(PeeringConnection peering, CancellationToken cancellationToken)
    {
        if (await FindAsync(peering, cancellationToken) is not { } seen)
        {
            return;
        }

        if (peering.Vpc?.AwsVpcId is { } vpc)
        {
            await RouteAsync(vpc, seen.Id, [], cancellationToken);
        }

        if (seen.State is Active or "pending-acceptance")
        {
            await region.CountedEc2.DeleteVpcPeeringConnectionAsync(new DeleteVpcPeeringConnectionRequest { VpcPeeringConnectionId = seen.Id }, cancellationToken);
        }
    }

    private async Task<ProvisionedPeering?> FindAsync(PeeringConnection peering, CancellationToken cancellationToken)
    {
        var request = new DescribeVpcPeeringConnectionsRequest { Filters = [new Filter("tag:" + Tag, [peering.Id])] };
        return await region.CountedEc2.Paginators.DescribeVpcPeeringConnections(request).VpcPeeringConnections.Select(Read).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<ProvisionedPeering> CreateAsync(PeeringConnection peering, CancellationToken cancellationToken)
    {
        var request = new CreateVpcPeeringConnectionRequest
        {
            VpcId = peering.Vpc!.AwsVpcId, PeerOwnerId = peering.PeerAccount, PeerVpcId = peering.PeerVpcId, PeerRegion = peering.PeerRegion,
            TagSpecifications = [new TagSpecification { ResourceType = ResourceType.VpcPeeringConnection, Tags = [new Tag(Tag, peering.Id), new Tag("Name", $"postern {peering.Vpc.Project}")] }],
        };
        return Read((await region.CountedEc2.CreateVpcPeeringConnectionAsync(request, cancellationToken)).VpcPeeringConnection);
    }

    private static ProvisionedPeering Read(VpcPeeringConnection seen) => new(
        seen.VpcPeeringConnectionId, seen.Status.Code.Value, seen.Status.Message,
        seen.AccepterVpcInfo is { CidrBlockSet: { Count: > 0 } set } ? [.. set.Select(block => block.Cidr)] : seen.AccepterVpcInfo?.CidrBlock is { } only ? [only] : []);

    private async Task RouteAsync(string vpc, string peering, IReadOnlyCollection<string> wanted, CancellationToken cancellationToken)
    {
        var request = new DescribeRouteTablesRequest { Filters = [new Filter("vpc-id", [vpc]), new Filter("association.main", ["true"])] };
        if (await region.CountedEc2.Paginators.DescribeRouteTables(request).RouteTables.FirstOrDefaultAsync(cancellationToken) is not { } table)
        {
            return;
        }

        var there = table.Routes.Where(r => r.VpcPeeringConnectionId == peering).Select(r => r.DestinationCidrBlock).ToList();
        foreach (var cidr in there.Except(wanted))
        {
            await region.CountedEc2.DeleteRouteAsync(new DeleteRouteRequest { RouteTableId = table.RouteTableId, DestinationCidrBlock = cidr }, cancellationToken);
        }

        foreach (var cidr in wanted.Except(there))
        {
            await region.CountedEc2.CreateRouteAsync(new CreateRouteRequest { RouteTableId = table.RouteTableId, DestinationCidrBlock = cidr, VpcPeeringConnectionId = peering }, cancellationToken);
        }
    }
}
