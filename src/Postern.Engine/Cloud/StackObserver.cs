using Amazon.Runtime;
using Postern.Aws.ElbV2;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine.Cloud;

/// <summary>Asks the region what it holds for an id: by name and by tag, every page.</summary>
internal sealed class StackObserver(CloudRegion region, AccountLists lists, ApiBudget budget, TimeProvider clock)
{
    private const int Ec2Calls = 3;

    private readonly LoadBalancerReader _loadBalancers = new(region.Elb);
    private readonly TargetGroupReader _targetGroups = new(region.Elb);
    private readonly EndpointServiceReader _services = new(region.Ec2, lists, clock);

    /// <summary>Without further pages.</summary>
    public static int CallsOfAWholeLook(int routes) => ElbCalls(routes) + Ec2Calls;

    /// <summary>Everything.</summary>
    /// <param name="routes">How many target groups are expected; each costs two calls more.</param>
    /// <exception cref="OutOfBudgetException">There are too few calls left for a whole look; none was made.</exception>
    public async Task<ObservedStack> ObserveAsync(Stack stack, int routes, StackRecord record, CancellationToken cancellationToken)
    {
        if (lists.AreLong && !stack.IsEmpty)
        {
            try
            {
                var listed = await lists.TargetGroups.GetAsync(clock.GetUtcNow() - AccountLists.Age, cancellationToken);
                var observed = await ObserveAsync(stack, routes, record, listed.Values, cancellationToken);
                if (IsWhole(observed))
                {
                    return observed;
                }
            }
            catch (AmazonServiceException error) when (AwsErrors.IsNotFound(error))
            {
                // Something of the list has gone since it was read.
            }
        }

        return await ObserveAsync(stack, routes, record, listed: null, cancellationToken);
    }

    /// <summary>Whether no listener leads to a target group that the list did not have yet.</summary>
    private static bool IsWhole(ObservedStack observed) => observed.LoadBalancer?.Listeners.All(
        listener => listener.TargetGroupArn is null || observed.TargetGroups.Any(group => group.Arn == listener.TargetGroupArn)) != false;

    /// <param name="listed">All target groups of the account, not necessarily of this moment; null to read them.</param>
    private async Task<ObservedStack> ObserveAsync(Stack stack, int routes, StackRecord record, IEnumerable<TargetGroup>? listed, CancellationToken cancellationToken)
    {
        var id = stack.Id;
        using var elb = new ReadAllowance(budget, OperationClass.ElbDescribe, ElbCalls(routes) + (listed is null ? 0 : stack.Routes.Count));
        using var ec2 = new ReadAllowance(budget, OperationClass.Ec2Describe, Ec2Calls);

        var found = await _loadBalancers.FindAsync(ResourceName.LoadBalancer(id), elb, cancellationToken);
        var groups = listed is null
            ? await _targetGroups.FindAsync(ResourceName.TargetGroupPrefix(id), lists, elb, cancellationToken)
            : await _targetGroups.FindAsync(ResourceName.TargetGroupPrefix(id), [.. stack.Routes.Select(route => route.TargetGroupName)], listed, elb, cancellationToken);
        var arns = groups.Select(group => group.TargetGroupArn!).Concat(found is null ? [] : [found.LoadBalancerArn!]);
        var tags = await ElbTags.ReadAsync(region.Elb, arns, elb, cancellationToken);

        var loadBalancer = found is null ? null : await _loadBalancers.ReadAsync(found, IsOurs(id, found.LoadBalancerArn!, tags, record), Sorted(tags[found.LoadBalancerArn!]), elb, cancellationToken);
        var targetGroups = new List<ObservedTargetGroup>();
        foreach (var group in groups)
        {
            targetGroups.Add(await _targetGroups.ReadAsync(group, IsOurs(id, group.TargetGroupArn!, tags, record), Sorted(tags[group.TargetGroupArn!]), elb, cancellationToken));
        }

        var service = await _services.ReadAsync(id, loadBalancer is { IsOurs: true } ? loadBalancer.Arn : null, record, ec2, cancellationToken);
        var lost = service is null && record.Service is { } before ? new LostService(before, record.Connected.ToValueList()) : null;
        return new ObservedStack(id, loadBalancer, targetGroups.ToValueList(), service) { Lost = lost };
    }

    /// <summary>By its tag; or, where that was taken off by hand, by what earlier passes saw. What carries the tag of another is another's.</summary>
    private static bool IsOurs(string id, string arn, ILookup<string, ResourceTag> tags, StackRecord record) =>
        ResourceTags.Own(id, tags[arn]) || (record.Holds(arn) && ResourceTags.IsUntagged(tags[arn]));

    private static ValueList<ResourceTag> Sorted(IEnumerable<ResourceTag> tags) => tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).ToValueList();

    /// <summary>Parts of what was seen before, as they are now.</summary>
    public async Task<ObservedStack> RefreshAsync(ObservedStack before, Look look, CancellationToken cancellationToken)
    {
        var now = before;
        if (look.Parts.HasFlag(Watch.LoadBalancer))
        {
            now = now with { LoadBalancer = LoadBalancerReader.Refresh(before.LoadBalancer, await LoadBalancerAsync(ResourceName.LoadBalancer(before.Id), look, cancellationToken)) };
        }

        if (look.Parts.HasFlag(Watch.TargetGroups))
        {
            now = now with { TargetGroups = TargetGroupReader.Refresh(before.TargetGroups, await lists.TargetGroups.GetAsync(look.NotBefore, cancellationToken)) };
        }

        if (look.Parts.HasFlag(Watch.Service))
        {
            now = now with { Service = await ServiceAsync(before, look, cancellationToken) };
        }

        if (look.Parts.HasFlag(Watch.Connections) && now.Service is { } service)
        {
            var all = await lists.Connections.GetAsync(look.ConnectionsNotBefore, cancellationToken);
            now = now with { Service = service with { Connections = EndpointServiceReader.Sorted(all[service.Id]) } };
        }

        using var elb = new ReadAllowance(budget, OperationClass.ElbDescribe, look.HealthOf.Count);
        var groups = new List<ObservedTargetGroup>();
        foreach (var group in now.TargetGroups)
        {
            groups.Add(look.HealthOf.Contains(group.Arn) ? group with { Targets = await _targetGroups.ReadTargetsAsync(group.Arn, elb, cancellationToken) } : group);
        }

        return now with { TargetGroups = groups.ToValueList() };
    }

    private async Task<LoadBalancer?> LoadBalancerAsync(string name, Look look, CancellationToken cancellationToken)
    {
        if (look.IsForItsOwn && lists.AreLong)
        {
            using var allowance = new ReadAllowance(budget, OperationClass.ElbDescribe, 1);
            return await _loadBalancers.FindAsync(name, allowance, cancellationToken);
        }

        var all = await lists.LoadBalancers.GetAsync(look.NotBefore, cancellationToken);
        lists.Learn(all.Count);
        return all.GetValueOrDefault(name);
    }

    private async Task<ObservedEndpointService?> ServiceAsync(ObservedStack before, Look look, CancellationToken cancellationToken)
    {
        if (look.IsForItsOwn && lists.AreLong)
        {
            using var allowance = new ReadAllowance(budget, OperationClass.Ec2Describe, 1);
            return await _services.RefreshAsync(before.Id, before.Service, allowance, cancellationToken);
        }

        return EndpointServiceReader.Refresh(before.Id, before.Service, await lists.Services.GetAsync(look.NotBefore, cancellationToken));
    }

    private static int ElbCalls(int routes) => 5 + (2 * routes);
}
