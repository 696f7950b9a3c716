using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Postern.Aws.Client;
using Postern.Aws.ElbV2;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine.Cloud;

internal sealed class TargetGroupReader(ElbV2Client elb)
{
    /// <summary>
    /// By prefix, hence through all pages: a target group that lost its route and its listener, say because a pass ended between two deletes, can be found in no other way.
    /// An account holds few of them (3,000 a region at most), so this is one call where asking by name would be one as well.
    /// </summary>
    public async Task<IReadOnlyList<TargetGroup>> FindAsync(string prefix, AccountLists lists, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var all = await ElbPages.TargetGroupsAsync(elb, allowance, cancellationToken);
        lists.Learn(all.Count);
        return [.. all.Where(group => group.TargetGroupName?.StartsWith(prefix, StringComparison.Ordinal) == true).OrderBy(group => group.TargetGroupName, StringComparer.Ordinal)];
    }

    /// <summary>
    /// In an account with many, for less: those of the names that are expected, as they are now, and any others from a list that may be a little old.
    /// </summary>
    public async Task<IReadOnlyList<TargetGroup>> FindAsync(string prefix, IReadOnlyCollection<string> names, IEnumerable<TargetGroup> listed, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var found = listed.Where(group => group.TargetGroupName?.StartsWith(prefix, StringComparison.Ordinal) == true && !names.Contains(group.TargetGroupName)).ToList();
        foreach (var name in names)
        {
            try
            {
                allowance.Count();
                found.AddRange((await elb.SendAsync(new DescribeTargetGroups { Names = [name] }, cancellationToken)).TargetGroups);
            }
            catch (AmazonServiceException error) when (AwsErrors.IsNotFound(error))
            {
                // It is not there yet, or no longer.
            }
        }

        return [.. found.OrderBy(group => group.TargetGroupName, StringComparer.Ordinal)];
    }

    /// <summary>What the list of all target groups tells of those that were seen before; one that is gone is left out.</summary>
    public static ValueList<ObservedTargetGroup> Refresh(ValueList<ObservedTargetGroup> before, IReadOnlyDictionary<string, TargetGroup> all) =>
        before.Where(group => all.ContainsKey(group.Arn)).Select(group => group with { HealthCheck = HealthCheckOf(all[group.Arn]) }).ToValueList();

    public async Task<ObservedTargetGroup> ReadAsync(TargetGroup found, bool isOurs, ValueList<ResourceTag> tags, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var bare = new ObservedTargetGroup(
            found.TargetGroupArn!, found.TargetGroupName!, isOurs, found.Port ?? 0, found.VpcId ?? "", found is { Protocol: "TCP", TargetType: "ip" }, HealthCheckOf(found), DeregistrationDelaySeconds: 0, ConnectionTermination: true, ProxyProtocol: false, Targets: [])
        {
            Tags = tags,
        };
        if (!isOurs)
        {
            return bare;
        }

        allowance.Count();
        var attributes = (await elb.SendAsync(new DescribeTargetGroupAttributes { TargetGroupArn = bare.Arn }, cancellationToken)).Attributes;
        return bare with
        {
            // AWS's default where it says nothing.
            DeregistrationDelaySeconds = int.Parse(attributes.FirstOrDefault(attribute => attribute.Key == ElbAttributes.DeregistrationDelay)?.Value ?? "300", CultureInfo.InvariantCulture),
            ConnectionTermination = attributes.Any(attribute => attribute is { Key: ElbAttributes.ConnectionTermination, Value: "true" }),
            ProxyProtocol = attributes.Any(attribute => attribute is { Key: ElbAttributes.ProxyProtocol, Value: "true" }),
            Targets = await ReadTargetsAsync(bare.Arn, allowance, cancellationToken),
        };
    }

    public async Task<ValueList<ObservedTarget>> ReadTargetsAsync(string arn, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        allowance.Count();
        var health = await elb.SendAsync(new DescribeTargetHealth { TargetGroupArn = arn }, cancellationToken);
        return health.TargetHealthDescriptions
            .Where(description => IPAddress.TryParse(description.Target?.Id, out _))
            .Select(description => new ObservedTarget(new IPEndPoint(IPAddress.Parse(description.Target!.Id!), description.Target.Port ?? 0), State(description.TargetHealth)))
            .OrderBy(target => target.Address.ToString(), StringComparer.Ordinal)
            .ToValueList();
    }

    private static HealthCheck HealthCheckOf(TargetGroup found) => new(
        found.HealthCheckProtocol ?? "", found.HealthCheckPort ?? "", found.HealthCheckIntervalSeconds ?? 0, found.HealthCheckTimeoutSeconds ?? 0, found.HealthyThresholdCount ?? 0, found.UnhealthyThresholdCount ?? 0);

    private static TargetState State(TargetHealth? health) => health?.State switch
    {
        "healthy" => TargetState.Healthy,
        "draining" => TargetState.Draining,
        "initial" or "unused" => TargetState.Initial,
        _ => TargetState.Unhealthy,
    };
}
