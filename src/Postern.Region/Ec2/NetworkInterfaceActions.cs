using Postern.Aws.Signing;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Network interfaces; all of them belong to something. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html</summary>
internal sealed class NetworkInterfaceActions(RegionStore store)
{
    private static readonly Listing<NetworkInterface> Interfaces = new("networkInterface", "InvalidNetworkInterfaceID.NotFound", new Dictionary<string, Func<NetworkInterface, IEnumerable<string?>>>
    {
        ["network-interface-id"] = i => [i.Id],
        ["vpc-id"] = i => [i.VpcId],
        ["subnet-id"] = i => [i.SubnetId],
        ["group-id"] = i => i.GroupIds,
        ["description"] = i => [i.Description],
        ["interface-type"] = i => [i.Type],
        ["requester-id"] = i => [i.IsRequesterManaged ? "amazon-aws" : null],
        ["requester-managed"] = i => [i.IsRequesterManaged ? "true" : "false"],
        ["status"] = _ => ["in-use"],
        ["private-ip-address"] = i => [i.PrivateIp],
        ["addresses.private-ip-address"] = i => [i.PrivateIp],
        ["ipv6-addresses.ipv6-address"] = i => [i.Ipv6],
        ["attachment.instance-owner-id"] = i => [OwnerOfAttachment(i)],
        ["attachment.instance-id"] = i => [i.Type == NetworkInterface.OfInstance ? i.Owner : null],
        ["attachment.attachment-id"] = i => [AttachmentOf(i)],
        ["attachment.status"] = _ => ["attached"],
        ["private-dns-name"] = i => [NameOf(i)],
        ["owner-id"] = i => [i.Account],
    });

    public Api.DescribeNetworkInterfacesResult DescribeNetworkInterfaces(Api.DescribeNetworkInterfaces request, Caller caller)
    {
        var state = store.Snapshot;
        var (items, next) = Interfaces.Describe(state.Of<NetworkInterface>(caller), request.NetworkInterfaceIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { NetworkInterfaces = [.. items.Select(i => ToWire(state, i))], NextToken = next };
    }

    private static string OwnerOfAttachment(NetworkInterface networkInterface) => networkInterface.IsRequesterManaged ? "amazon-aws" : networkInterface.Account;

    private static string AttachmentOf(NetworkInterface networkInterface) => "eni-attach-" + networkInterface.Id[4..];

    private static string NameOf(NetworkInterface networkInterface) => $"ip-{networkInterface.PrivateIp.Replace('.', '-')}.{networkInterface.Region}.compute.internal";

    private static Api.NetworkInterface ToWire(RegionState state, NetworkInterface networkInterface)
    {
        var subnet = state.Find<Subnet>(networkInterface.SubnetId);
        var name = NameOf(networkInterface);
        return new()
        {
            NetworkInterfaceId = networkInterface.Id,
            VpcId = networkInterface.VpcId,
            SubnetId = networkInterface.SubnetId,
            AvailabilityZone = subnet?.Zone,
            AvailabilityZoneId = subnet?.ZoneId,
            OwnerId = networkInterface.Account,
            InterfaceType = networkInterface.Type,
            Description = networkInterface.Description,
            RequesterManaged = networkInterface.IsRequesterManaged,
            RequesterId = networkInterface.IsRequesterManaged ? "amazon-aws" : null,
            Status = "in-use",
            SourceDestCheck = true,
            PrivateIpAddress = networkInterface.PrivateIp,
            PrivateDnsName = name,
            PrivateIpAddresses = [new() { PrivateIpAddress = networkInterface.PrivateIp, Primary = true, PrivateDnsName = name }],
            Ipv6Address = networkInterface.Ipv6,
            Ipv6Addresses = networkInterface.Ipv6 is { } ipv6 ? [new() { Ipv6Address = ipv6 }] : [],
            Groups = [.. networkInterface.GroupIds.Select(g => new Api.GroupIdentifier { GroupId = g, GroupName = state.Find<SecurityGroup>(g)?.Name })],
            Attachment = new()
            {
                AttachmentId = AttachmentOf(networkInterface), Status = "attached", DeviceIndex = networkInterface.IsRequesterManaged ? 1 : 0, DeleteOnTermination = !networkInterface.IsRequesterManaged,
                InstanceOwnerId = OwnerOfAttachment(networkInterface), InstanceId = networkInterface.IsRequesterManaged ? null : networkInterface.Owner,
            },
            TagSet = TagSet.ToWire(networkInterface.Tags),
        };
    }
}
