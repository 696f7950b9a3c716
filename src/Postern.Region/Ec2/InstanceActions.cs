using System.Text;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Instances: one image only, which runs the user data as a script. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html</summary>
internal sealed class InstanceActions(RegionStore store, LatencyProfile latency, RegionMode mode, TimeProvider clock)
{
    public const string Image = "ami-postern";
    private const int LongestUserData = 16 * 1024;

    private static readonly Listing<Instance> Instances = new("instance", "InvalidInstanceID.NotFound", new Dictionary<string, Func<Instance, IEnumerable<string?>>>
    {
        ["instance-id"] = i => [i.Id],
        ["instance-state-name"] = i => [i.State],
        ["vpc-id"] = i => [i.VpcId],
        ["subnet-id"] = i => [i.SubnetId],
        ["private-ip-address"] = i => [i.PrivateIp],
        ["ipv6-address"] = i => [i.Ipv6],
        ["image-id"] = i => [i.ImageId],
        ["instance-type"] = i => [i.InstanceType],
        ["network-interface.network-interface-id"] = i => [i.NetworkInterfaceId],
        ["owner-id"] = i => [i.Account],
    });

    public Api.RunInstancesResult RunInstances(Api.RunInstances request, Caller caller)
    {
        if (request.ImageId != Image)
        {
            throw AwsException.Bad("InvalidAMIID.NotFound", $"The image id '[{request.ImageId}]' does not exist. This region has one image: {Image}, which runs the user data as a shell script.");
        }

        if (request.MinCount != 1 || request.MaxCount != 1)
        {
            throw AwsException.Bad("InvalidParameterValue", $"MinCount {request.MinCount} and MaxCount {request.MaxCount}: one instance a call is supported here.");
        }

        var network = request.NetworkInterfaces.Count > 0 ? request.NetworkInterfaces[0] : null;
        var (subnetId, address) = (network?.SubnetId ?? request.SubnetId, network?.PrivateIpAddress ?? request.PrivateIpAddress);
        var ipv6 = network?.Ipv6Addresses is { Count: > 0 } wanted ? wanted : request.Ipv6Addresses;
        var ipv6Count = network?.Ipv6AddressCount ?? request.Ipv6AddressCount ?? ipv6.Count;
        if (ipv6Count > 1 || ipv6.Count > 1)
        {
            throw AwsException.Bad("InvalidParameterValue", $"{Math.Max(ipv6Count, ipv6.Count)} IPv6 addresses: an instance has one at most here.");
        }

        var groups = network?.Groups is { Count: > 0 } own ? own : request.SecurityGroupIds;
        var script = Decode(request.UserData);
        var tags = TagSet.From([.. request.TagSpecifications.Where(s => s.ResourceType == "instance")], "instance");
        return store.Change(t =>
        {
            var instance = ClientTokens.Once(t, caller, request, request.ClientToken, () =>
                t.Put(New(t, caller, subnetId, address, groups, script, ipv6.Count > 0 ? ipv6[0].Ipv6Address : null, ipv6Count > 0) with { Tags = tags, InstanceType = request.InstanceType ?? "m1.small" }));
            return new Api.RunInstancesResult { ReservationId = ReservationOf(instance), OwnerId = instance.Account, Instances = [ToWire(t.State, instance)] };
        });
    }

    public Api.DescribeInstancesResult DescribeInstances(Api.DescribeInstances request, Caller caller)
    {
        var state = store.Snapshot;
        var (items, next) = Instances.Describe(state.Of<Instance>(caller), request.InstanceIds, request.Filters, request.MaxResults, request.NextToken);
        return new()
        {
            Reservations = [.. items.Select(i => new Api.Reservation { ReservationId = ReservationOf(i), OwnerId = i.Account, Instances = [ToWire(state, i)] })],
            NextToken = next,
        };
    }

    public Api.TerminateInstancesResult TerminateInstances(Api.TerminateInstances request, Caller caller) => store.Change(t => new Api.TerminateInstancesResult
    {
        TerminatingInstances = [.. request.InstanceIds.Select(id => t.State.Require<Instance>(caller, id, "InvalidInstanceID.NotFound", "instance")).ToList().Select(i => Terminate(t, i))],
    });

    /// <summary>A machine in a subnet, with its network interface.</summary>
    /// <param name="hasIpv6">Whether it gets an IPv6 address though its subnet does not assign any.</param>
    public Instance New(Transaction t, Caller caller, string? subnetId, string? address, IReadOnlyList<string> groupIds, string script, string? ipv6 = null, bool hasIpv6 = false)
    {
        if (!mode.HasNamespaces)
        {
            throw AwsException.Bad("Unsupported", $"This region runs in {mode.Name} mode and has no instances, which need network namespaces. Run it as root, or allow unprivileged user namespaces.");
        }

        var subnet = t.State.RequireSubnet(caller, subnetId ?? throw AwsException.Bad("MissingParameter", "The request must contain the parameter SubnetId: there is no default VPC."));
        var groups = groupIds.Count > 0 ? groupIds.Select(g => t.State.RequireGroup(caller, g) is var group && group.VpcId == subnet.VpcId ? group.Id
                : throw AwsException.Bad("InvalidParameter", $"Security group {g} and subnet {subnet.Id} belong to different networks."))
            : t.State.Keyed<SecurityGroup>(subnet.VpcId).Where(g => g.Name == "default").Select(g => g.Id);
        var id = NewId.Of("i");
        var networkInterface = t.Put(new NetworkInterface
        {
            Id = NewId.Of("eni"), Account = caller.Account, Region = caller.Region, VpcId = subnet.VpcId, SubnetId = subnet.Id, PrivateIp = Addresses.Take(t.State, subnet, address),
            Ipv6 = hasIpv6 || ipv6 is not null || subnet.AssignsIpv6 ? Addresses.TakeIpv6(t.State, subnet, ipv6) : null, Type = NetworkInterface.OfInstance, Description = "", GroupIds = [.. groups], Owner = id,
        });
        return new Instance
        {
            Id = id, Account = caller.Account, Region = caller.Region, VpcId = subnet.VpcId, SubnetId = subnet.Id, NetworkInterfaceId = networkInterface.Id, PrivateIp = networkInterface.PrivateIp, Ipv6 = networkInterface.Ipv6,
            ImageId = Image, InstanceType = "m1.small", UserData = script, State = Instance.Pending, LaunchedAt = clock.GetUtcNow(), DueAt = clock.GetUtcNow() + latency.Instance,
        };
    }

    /// <summary>Starts the end of a machine; its address is free when it has ended.</summary>
    public Api.InstanceStateChange Terminate(Transaction t, Instance instance)
    {
        var before = instance.State;
        if (instance.IsUp)
        {
            instance = t.Put(instance with { State = Instance.ShuttingDown, DueAt = clock.GetUtcNow() + latency.Instance });
        }

        return new() { InstanceId = instance.Id, PreviousState = StateToWire(before), CurrentState = StateToWire(instance.State) };
    }

    private static string Decode(string? userData)
    {
        if (string.IsNullOrEmpty(userData))
        {
            return "";
        }

        try
        {
            var bytes = Convert.FromBase64String(userData);
            return bytes.Length <= LongestUserData ? Encoding.UTF8.GetString(bytes)
                : throw AwsException.Bad("InvalidParameterValue", $"User data is limited to {LongestUserData} bytes; this has {bytes.Length}.");
        }
        catch (FormatException)
        {
            throw AwsException.Bad("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
        }
    }

    private static string ReservationOf(Instance instance) => "r-" + instance.Id[2..];

    public static Api.InstanceState StateToWire(string state) => new()
    {
        Name = state,
        Code = state switch { Instance.Pending => 0, Instance.Running => 16, Instance.ShuttingDown => 32, _ => 48 },
    };

    private static Api.Instance ToWire(RegionState state, Instance instance)
    {
        var subnet = state.Find<Subnet>(instance.SubnetId);
        var groups = state.Find<NetworkInterface>(instance.NetworkInterfaceId)?.GroupIds ?? [];
        return new()
        {
            InstanceId = instance.Id,
            ImageId = instance.ImageId,
            InstanceType = instance.InstanceType,
            State = StateToWire(instance.State),
            LaunchTime = instance.LaunchedAt.UtcDateTime,
            Placement = new() { AvailabilityZone = subnet?.Zone, Tenancy = "default" },
            VpcId = instance.VpcId,
            SubnetId = instance.SubnetId,
            PrivateIpAddress = instance.State == Instance.Terminated ? null : instance.PrivateIp,
            Ipv6Address = instance.State == Instance.Terminated ? null : instance.Ipv6,
            PrivateDnsName = $"ip-{instance.PrivateIp.Replace('.', '-')}.{instance.Region}.compute.internal",
            Architecture = "x86_64",
            SecurityGroups = [.. groups.Select(g => new Api.GroupIdentifier { GroupId = g, GroupName = state.Find<SecurityGroup>(g)?.Name })],
            Tags = TagSet.ToWire(instance.Tags),
        };
    }
}
