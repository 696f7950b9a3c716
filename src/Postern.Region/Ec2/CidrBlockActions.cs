using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>
/// IPv6 ranges of VPCs and subnets that are there already. Second IPv4 ranges are not available.
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html
/// </summary>
internal sealed class CidrBlockActions(RegionStore store)
{
    public Api.AssociateVpcCidrBlockResult AssociateVpcCidrBlock(Api.AssociateVpcCidrBlock request, Caller caller) => store.Change(t =>
    {
        var vpc = t.State.RequireVpc(caller, request.VpcId);
        if (request.AmazonProvidedIpv6CidrBlock != true && request.Ipv6CidrBlock is null)
        {
            throw AwsException.Bad("InvalidParameterValue", $"VPC {vpc.Id} keeps its one IPv4 range here. Set AmazonProvidedIpv6CidrBlock to add an IPv6 range.");
        }

        if (vpc.Ipv6Cidr is not null)
        {
            throw AwsException.Bad("InvalidVpc.Range", $"VPC {vpc.Id} has the IPv6 range {vpc.Ipv6Cidr} already");
        }

        var changed = t.Put(vpc with { Ipv6Cidr = Ipv6Ranges.ForVpc(t.State, request.Ipv6CidrBlock, request.Ipv6Pool, request.Ipv6IpamPoolId) });
        foreach (var group in t.State.Keyed<SecurityGroup>(vpc.Id).Where(g => g.LetsOutAsMade).ToList())
        {
            t.Put(SecurityGroupActions.WithIpv6(group));
        }

        return new Api.AssociateVpcCidrBlockResult { VpcId = vpc.Id, Ipv6CidrBlockAssociation = Ipv6Ranges.ToWire(changed, "associating")[0] };
    });

    public Api.DisassociateVpcCidrBlockResult DisassociateVpcCidrBlock(Api.DisassociateVpcCidrBlock request, Caller caller) => store.Change(t =>
    {
        var vpc = t.State.Of<Vpc>(caller).FirstOrDefault(v => v.Ipv6Cidr is not null && Ipv6Ranges.AssociationOf(v) == request.AssociationId)
            ?? throw AwsException.Bad("InvalidVpcCidrBlockAssociationID.NotFound", $"The vpc cidr block association ID '{request.AssociationId}' does not exist");
        if (t.State.Keyed<Subnet>(vpc.Id).FirstOrDefault(s => s.Ipv6Cidr is not null) is { } subnet)
        {
            throw AwsException.Bad("DependencyViolation", $"Subnet {subnet.Id} has {subnet.Ipv6Cidr} of the range {vpc.Ipv6Cidr}. Disassociate that first.");
        }

        t.Put(vpc with { Ipv6Cidr = null });
        return new Api.DisassociateVpcCidrBlockResult { VpcId = vpc.Id, Ipv6CidrBlockAssociation = Ipv6Ranges.ToWire(vpc, "disassociating")[0] };
    });

    public Api.AssociateSubnetCidrBlockResult AssociateSubnetCidrBlock(Api.AssociateSubnetCidrBlock request, Caller caller) => store.Change(t =>
    {
        var subnet = t.State.RequireSubnet(caller, request.SubnetId);
        if (subnet.Ipv6Cidr is not null)
        {
            throw AwsException.Bad("InvalidSubnet.Conflict", $"Subnet {subnet.Id} has the IPv6 range {subnet.Ipv6Cidr} already");
        }

        var changed = t.Put(subnet with { Ipv6Cidr = Ipv6Ranges.ForSubnet(t.State, t.State.Get<Vpc>(subnet.VpcId), request.Ipv6CidrBlock) });
        return new Api.AssociateSubnetCidrBlockResult { SubnetId = subnet.Id, Ipv6CidrBlockAssociation = Ipv6Ranges.ToWire(changed, "associating")[0] };
    });

    public Api.DisassociateSubnetCidrBlockResult DisassociateSubnetCidrBlock(Api.DisassociateSubnetCidrBlock request, Caller caller) => store.Change(t =>
    {
        var subnet = t.State.Of<Subnet>(caller).FirstOrDefault(s => s.Ipv6Cidr is not null && Ipv6Ranges.AssociationOf(s) == request.AssociationId)
            ?? throw AwsException.Bad("InvalidSubnetCidrBlockAssociationID.NotFound", $"The subnet cidr block association ID '{request.AssociationId}' does not exist");
        if (t.State.Keyed<NetworkInterface>(subnet.Id).FirstOrDefault(i => i.Ipv6 is not null) is { } user)
        {
            throw AwsException.Bad("DependencyViolation", $"Network interface {user.Id} ({user.Description}) has {user.Ipv6} of the range {subnet.Ipv6Cidr}");
        }

        t.Put(subnet with { Ipv6Cidr = null, AssignsIpv6 = false });
        return new Api.DisassociateSubnetCidrBlockResult { SubnetId = subnet.Id, Ipv6CidrBlockAssociation = Ipv6Ranges.ToWire(subnet, "disassociating")[0] };
    });
}
