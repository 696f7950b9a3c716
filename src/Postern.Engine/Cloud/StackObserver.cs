using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine.Cloud;

/// <summary>Asks the region what it holds for an id: by name and by tag, every page.</summary>
internal sealed class StackObserver(CloudRegion region, ApiBudget budget)
{
    private readonly LoadBalancerReader _loadBalancers = new(region.Elb);
    private readonly TargetGroupReader _targetGroups = new(region.Elb);
    private readonly EndpointServiceReader _services = new(region.Ec2);

    /// <summary>Everything.</summary>
    /// <param name="routes">How many target groups are expected; each costs two calls more.</param>
    /// <exception cref="OutOfBudgetException">There are too few calls left for a whole look; none was made.</exception>
    public async Task<ObservedStack> ObserveAsync(string id, int routes, CancellationToken cancellationToken)
    {
        using var elb = new ReadAllowance(budget, OperationClass.ElbDescribe, 5 + (2 * routes));
        using var ec2 = new ReadAllowance(budget, OperationClass.Ec2Describe, 3);

        var found = await _loadBalancers.FindAsync(ResourceName.LoadBalancer(id), elb, cancellationToken);
        var groups = await _targetGroups.FindAsync(ResourceName.TargetGroupPrefix(id), elb, cancellationToken);
        var arns = groups.Select(group => group.TargetGroupArn!).Concat(found is null ? [] : [found.LoadBalancerArn!]);
        var ours = await ElbTags.FindOursAsync(region.Elb, id, arns, elb, cancellationToken);

        var loadBalancer = found is null ? null : await _loadBalancers.ReadAsync(found, ours.Contains(found.LoadBalancerArn!), elb, cancellationToken);
        var targetGroups = new List<ObservedTargetGroup>();
        foreach (var group in groups)
        {
            targetGroups.Add(await _targetGroups.ReadAsync(group, ours.Contains(group.TargetGroupArn!), elb, cancellationToken));
        }

        return new ObservedStack(id, loadBalancer, targetGroups.ToValueList(), await _services.ReadAsync(id, ec2, cancellationToken));
    }

    /// <summary>The parts that change by themselves, on top of what was seen before.</summary>
    /// <param name="healthOf">The ARNs of the target groups whose health is asked for.</param>
    public async Task<ObservedStack> RefreshAsync(ObservedStack before, Watch watch, bool connections, ValueList<string> healthOf, CancellationToken cancellationToken)
    {
        using var elb = new ReadAllowance(budget, OperationClass.ElbDescribe, healthOf.Count + (watch.HasFlag(Watch.LoadBalancer) ? 1 : 0));
        using var ec2 = new ReadAllowance(budget, OperationClass.Ec2Describe, (connections ? 1 : 0) + (watch.HasFlag(Watch.Service) ? 1 : 0));

        var now = before;
        if (watch.HasFlag(Watch.LoadBalancer))
        {
            var found = await _loadBalancers.FindAsync(ResourceName.LoadBalancer(before.Id), elb, cancellationToken);
            now = now with { LoadBalancer = LoadBalancerReader.Refresh(before.LoadBalancer, found) };
        }

        if (watch.HasFlag(Watch.Service))
        {
            now = now with { Service = await _services.RefreshAsync(before.Id, before.Service, ec2, cancellationToken) };
        }

        if (connections && now.Service is { } service)
        {
            now = now with { Service = service with { Connections = await _services.ReadConnectionsAsync(service.Id, ec2, cancellationToken) } };
        }

        var groups = new List<ObservedTargetGroup>();
        foreach (var group in now.TargetGroups)
        {
            groups.Add(healthOf.Contains(group.Arn) ? group with { Targets = await _targetGroups.ReadTargetsAsync(group.Arn, elb, cancellationToken) } : group);
        }

        return now with { TargetGroups = groups.ToValueList() };
    }
}
