using System.Globalization;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Engine.Cloud;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Nodes;

/// <summary>The instance of a service in AWS, looked for by its tag first, so that a crash makes none twice.</summary>
internal sealed class Instances(CloudRegion region, ServiceCatalogue catalogue)
{
    private const string Tag = "postern:service", Project = "postern:project", Name = "postern:name", Type = "postern:type", Plan = "postern:plan", Port = "postern:port", Version = "postern:version", Role = "postern:role", Standby = "standby", Image = "ami-postern";

    /// <summary>Those that are there, or on their way in or out.</summary>
    /// <param name="role">Null for all nodes.</param>
    public async Task<IReadOnlyList<Instance>> FindAsync(Service service, NodeRole? role, CancellationToken cancellationToken)
    {
        var request = new DescribeInstancesRequest
        {
            Filters = [new Filter("tag:" + Tag, [service.Id]), new Filter("instance-state-name", ["pending", "running", "shutting-down", "stopping", "stopped"])],
        };
        return await region.CountedEc2.Paginators.DescribeInstances(request).Reservations.SelectMany(r => r.Instances).Where(i => role is null || RoleOf(i) == role).ToListAsync(cancellationToken);
    }

    public async Task<Instance> RunAsync(Service service, NodeRole role, ProjectVpc network, string userData, CancellationToken cancellationToken)
    {
        var answer = await region.CountedEc2.RunInstancesAsync(new RunInstancesRequest
        {
            ImageId = Image,
            MinCount = 1,
            MaxCount = 1,
            SubnetId = network.SubnetIds[role == NodeRole.Standby ? ^1 : 0],
            SecurityGroupIds = [network.SecurityGroupId],
            UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(userData)),
            ClientToken = role == NodeRole.Standby ? service.Standby!.Id : service.Incarnation == 0 ? service.Id : $"{service.Id}-{service.Incarnation.ToString(CultureInfo.InvariantCulture)}",
            TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Instance, Tags = role == NodeRole.Standby ? [new(Tag, service.Id), new("Name", $"{service.Name}-2"), new(Role, Standby)] : Tags(service) }],
        }, cancellationToken);
        return answer.Reservation.Instances[0];
    }

    /// <summary>The services that the instances of the account say they are of.</summary>
    public async Task<IReadOnlyList<ServiceClaim>> FindAllAsync(CancellationToken cancellationToken)
    {
        var request = new DescribeInstancesRequest { Filters = [new Filter("tag-key", [Port]), new Filter("instance-state-name", ["pending", "running"])] };
        var found = await region.CountedEc2.Paginators.DescribeInstances(request).Reservations.SelectMany(r => r.Instances).ToListAsync(cancellationToken);
        return [.. found.Select(Claim).OfType<ServiceClaim>().DistinctBy(claim => claim.Id)];
    }

    public Task TerminateAsync(IEnumerable<Instance> instances, CancellationToken cancellationToken) =>
        region.CountedEc2.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [.. instances.Select(i => i.InstanceId)] }, cancellationToken);

    /// <summary>Enough to know the service again by, where the store has forgotten it.</summary>
    private List<Tag> Tags(Service service) =>
    [
        new(Tag, service.Id), new("Name", $"{service.Name}-1"), new(Project, service.Project), new(Name, service.Name), new(Type, service.Type), new(Plan, service.Plan),
        new(Port, service.Port.ToString(CultureInfo.InvariantCulture)), new(Version, UserConfig.Version(catalogue.Find(service.Type)!, service.UserConfig)),
    ];

    private static NodeRole RoleOf(Instance instance) => instance.Tags.Any(tag => tag.Key == Role && tag.Value == Standby) ? NodeRole.Standby : NodeRole.Primary;

    private static ServiceClaim? Claim(Instance instance)
    {
        var tags = instance.Tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
        return tags.TryGetValue(Tag, out var id) && tags.TryGetValue(Project, out var project) && tags.TryGetValue(Name, out var name) && tags.TryGetValue(Type, out var type)
            && tags.TryGetValue(Plan, out var plan) && int.TryParse(tags.GetValueOrDefault(Port), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new ServiceClaim(id, project, name, type, plan, tags.GetValueOrDefault(Version, ""), port, new NodePlace(instance.InstanceId, instance.VpcId, instance.PrivateIpAddress, instance.Placement?.AvailabilityZone)) : null;
    }

    /// <summary>Whether it is there and stays.</summary>
    public static bool IsUp(Instance instance) => instance.State.Name == InstanceStateName.Pending || instance.State.Name == InstanceStateName.Running;
}
