using System.Globalization;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Postern.Engine.Cloud;
using Postern.Server.Store;

namespace Postern.Server.Runtime;

/// <summary>The instance of a service in AWS, looked for by its tag first, so that a crash makes none twice.</summary>
internal sealed class Instances(CloudRegion region)
{
    private const string Tag = "postern:service", Image = "ami-postern";

    /// <summary>Those that are there, or on their way in or out.</summary>
    public async Task<IReadOnlyList<Instance>> FindAsync(Service service, CancellationToken cancellationToken)
    {
        var request = new DescribeInstancesRequest
        {
            Filters = [new Filter("tag:" + Tag, [service.Id]), new Filter("instance-state-name", ["pending", "running", "shutting-down", "stopping", "stopped"])],
        };
        return await region.Ec2.Paginators.DescribeInstances(request).Reservations.SelectMany(r => r.Instances).ToListAsync(cancellationToken);
    }

    public async Task<Instance> RunAsync(Service service, ProjectVpc network, string userData, CancellationToken cancellationToken)
    {
        var answer = await region.Ec2.RunInstancesAsync(new RunInstancesRequest
        {
            ImageId = Image,
            MinCount = 1,
            MaxCount = 1,
            SubnetId = network.SubnetIds[0],
            SecurityGroupIds = [network.SecurityGroupId],
            UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(userData)),
            ClientToken = service.Incarnation == 0 ? service.Id : $"{service.Id}-{service.Incarnation.ToString(CultureInfo.InvariantCulture)}",
            TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Instance, Tags = [new Tag(Tag, service.Id), new Tag("Name", $"{service.Name}-1")] }],
        }, cancellationToken);
        return answer.Reservation.Instances[0];
    }

    public Task TerminateAsync(IEnumerable<Instance> instances, CancellationToken cancellationToken) =>
        region.Ec2.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [.. instances.Select(i => i.InstanceId)] }, cancellationToken);

    /// <summary>Whether it is there and stays.</summary>
    public static bool IsUp(Instance instance) => instance.State.Name == InstanceStateName.Pending || instance.State.Name == InstanceStateName.Running;
}
