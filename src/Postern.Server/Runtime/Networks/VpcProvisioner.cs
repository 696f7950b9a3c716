using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Postern.Engine.Cloud;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Networks;

/// <param name="SubnetIds">One a zone.</param>
internal sealed record ProvisionedVpc(string VpcId, List<string> SubnetIds, string SecurityGroupId);

/// <summary>
/// The VPC of a project VPC: with a subnet in each zone and a security group for nodes. All carries a tag with our id and is looked for by it
/// first, so that what a crash left is found and nothing is made twice.
/// </summary>
internal sealed class VpcProvisioner(CloudRegion region)
{
    private const string Tag = "postern:vpc", Project = "postern:project", NodeGroup = "postern-nodes", AnyProtocol = "-1";

    public async Task<ProvisionedVpc> EnsureAsync(ProjectVpc vpc, CancellationToken cancellationToken)
    {
        var id = await FindAsync(vpc, cancellationToken) ?? await CreateAsync(vpc, cancellationToken);
        var subnets = await EnsureSubnetsAsync(vpc, id, cancellationToken);
        return new ProvisionedVpc(id, subnets, await EnsureGroupAsync(vpc, id, cancellationToken));
    }

    /// <summary>Takes away what can be taken away. True once nothing is left.</summary>
    public async Task<bool> DeleteAsync(ProjectVpc vpc, CancellationToken cancellationToken)
    {
        if (await FindAsync(vpc, cancellationToken) is not { } id)
        {
            return true;
        }

        try
        {
            foreach (var subnet in await SubnetsAsync(id, cancellationToken))
            {
                await region.CountedEc2.DeleteSubnetAsync(new DeleteSubnetRequest(subnet.SubnetId), cancellationToken);
            }

            if (await FindGroupAsync(id, cancellationToken) is { } group)
            {
                await region.CountedEc2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = group.GroupId }, cancellationToken);
            }

            await region.CountedEc2.DeleteVpcAsync(new DeleteVpcRequest(id), cancellationToken);
            return true;
        }
        catch (AmazonServiceException e) when (AwsFaults.IsInUse(e) || AwsFaults.IsNotFound(e))
        {
            // Not yet, or somebody else was faster: the next pass looks again.
            return false;
        }
    }

    /// <summary>The project VPCs that the VPCs of the account say they are.</summary>
    public async Task<IReadOnlyList<VpcClaim>> FindAllAsync(CancellationToken cancellationToken)
    {
        var found = await region.CountedEc2.Paginators.DescribeVpcs(new DescribeVpcsRequest { Filters = [new Filter("tag-key", [Project])] }).Vpcs.ToListAsync(cancellationToken);
        return
        [
            .. from vpc in found
               let tags = vpc.Tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal)
               where tags.ContainsKey(Tag)
               select new VpcClaim(tags[Tag], tags[Project] is { Length: > 0 } project ? project : null, vpc.CidrBlock, vpc.VpcId),
        ];
    }

    private async Task<string?> FindAsync(ProjectVpc vpc, CancellationToken cancellationToken)
    {
        var request = new DescribeVpcsRequest { Filters = [new Filter("tag:" + Tag, [vpc.Id])] };
        return await region.CountedEc2.Paginators.DescribeVpcs(request).Vpcs.Select(v => v.VpcId).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<string> CreateAsync(ProjectVpc vpc, CancellationToken cancellationToken)
    {
        var request = new CreateVpcRequest { CidrBlock = vpc.NetworkCidr, TagSpecifications = Tags(vpc, ResourceType.Vpc) };
        return (await region.CountedEc2.CreateVpcAsync(request, cancellationToken)).Vpc.VpcId;
    }

    private async Task<List<string>> EnsureSubnetsAsync(ProjectVpc vpc, string vpcId, CancellationToken cancellationToken)
    {
        var zones = (await region.CountedEc2.DescribeAvailabilityZonesAsync(new DescribeAvailabilityZonesRequest(), cancellationToken)).AvailabilityZones
            .Where(zone => zone.State == AvailabilityZoneState.Available).Select(zone => zone.ZoneName);
        var existing = (await SubnetsAsync(vpcId, cancellationToken)).ToDictionary(subnet => subnet.CidrBlock, subnet => subnet.SubnetId);
        var ids = new List<string>();
        foreach (var (zone, cidr) in SubnetPlan.Split(vpc.NetworkCidr, zones))
        {
            ids.Add(existing.GetValueOrDefault(cidr) ?? (await region.CountedEc2.CreateSubnetAsync(new CreateSubnetRequest
            {
                VpcId = vpcId, CidrBlock = cidr, AvailabilityZone = zone, TagSpecifications = Tags(vpc, ResourceType.Subnet),
            }, cancellationToken)).Subnet.SubnetId);
        }

        return ids;
    }

    private async Task<IReadOnlyList<Subnet>> SubnetsAsync(string vpcId, CancellationToken cancellationToken) =>
        await region.CountedEc2.Paginators.DescribeSubnets(new DescribeSubnetsRequest { Filters = [new Filter("vpc-id", [vpcId])] }).Subnets.ToListAsync(cancellationToken);

    private async Task<string> EnsureGroupAsync(ProjectVpc vpc, string vpcId, CancellationToken cancellationToken)
    {
        var group = await FindGroupAsync(vpcId, cancellationToken);
        var id = group?.GroupId ?? (await region.CountedEc2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest
        {
            VpcId = vpcId, GroupName = NodeGroup, Description = "Nodes of Postern services", TagSpecifications = Tags(vpc, ResourceType.SecurityGroup),
        }, cancellationToken)).GroupId;
        if (group?.IpPermissions is not { Count: > 0 })
        {
            await OpenAsync(id, cancellationToken);
        }

        return id;
    }

    /// <summary>Who may connect is decided by each service; the load balancer's connections come from addresses of the VPC.</summary>
    private async Task OpenAsync(string groupId, CancellationToken cancellationToken)
    {
        var everything = new IpPermission { IpProtocol = AnyProtocol, Ipv4Ranges = [new IpRange { CidrIp = "0.0.0.0/0" }] };
        try
        {
            await region.CountedEc2.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = groupId, IpPermissions = [everything] }, cancellationToken);
        }
        catch (AmazonServiceException e) when (AwsFaults.IsDuplicate(e))
        {
            // An earlier pass did it.
        }
    }

    private async Task<SecurityGroup?> FindGroupAsync(string vpcId, CancellationToken cancellationToken)
    {
        var request = new DescribeSecurityGroupsRequest { Filters = [new Filter("vpc-id", [vpcId]), new Filter("group-name", [NodeGroup])] };
        return await region.CountedEc2.Paginators.DescribeSecurityGroups(request).SecurityGroups.FirstOrDefaultAsync(cancellationToken);
    }

    private static List<TagSpecification> Tags(ProjectVpc vpc, ResourceType type) =>
        [new TagSpecification { ResourceType = type, Tags = [new Tag(Tag, vpc.Id), new Tag(Project, vpc.Project ?? ""), new Tag("Name", $"postern {vpc.Project}")] }];
}
