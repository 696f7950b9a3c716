using Amazon.EC2.Model;
using Postern.Engine.Stacks;

namespace Postern.Engine.Cloud;

/// <summary>Finds all PrivateLinks of the account by their tags, without knowing any of them.</summary>
internal sealed class ClaimReader(CloudRegion region, ApiBudget budget, StackObserver observer)
{
    /// <exception cref="OutOfBudgetException">AWS allows too few calls now for all of them.</exception>
    public async Task<IReadOnlyList<PrivateLinkClaim>> ReadAsync(CancellationToken cancellationToken)
    {
        var tags = new SortedDictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var found in (await TagsOfLoadBalancersAsync(cancellationToken)).Concat(await TagsOfServicesAsync(cancellationToken)))
        {
            if (found.GetValueOrDefault(ResourceTags.Owner) is { } id)
            {
                tags[id] = found;
            }
        }

        var claims = new List<PrivateLinkClaim>();
        foreach (var (id, own) in tags)
        {
            var observed = await observer.ObserveAsync(id, routes: 0, StackRecord.None, cancellationToken);
            claims.Add(new PrivateLinkClaim(
                id, own, observed.Service?.Principals ?? [], observed.Service?.AcceptanceRequired ?? false, observed.Service?.Live.Count() ?? 0,
                [.. (observed.LoadBalancer?.Listeners ?? []).Select(listener => listener.Port)]));
        }

        return claims;
    }

    private async Task<IEnumerable<IReadOnlyDictionary<string, string>>> TagsOfLoadBalancersAsync(CancellationToken cancellationToken)
    {
        using var allowance = new ReadAllowance(budget, OperationClass.ElbDescribe, 1);
        var ours = (await ElbPages.LoadBalancersAsync(region.Elb, allowance, cancellationToken))
            .Where(found => found.LoadBalancerName?.StartsWith(ResourceName.LoadBalancerPrefix, StringComparison.Ordinal) == true).Select(found => found.LoadBalancerArn!);
        var tags = await ElbTags.ReadAsync(region.Elb, ours, allowance, cancellationToken);
        return tags.Select(IReadOnlyDictionary<string, string> (of) => of.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal));
    }

    private async Task<IEnumerable<IReadOnlyDictionary<string, string>>> TagsOfServicesAsync(CancellationToken cancellationToken)
    {
        using var allowance = new ReadAllowance(budget, OperationClass.Ec2Describe, 1);
        var ours = await ServicePages.ServicesAsync(region.Ec2, new Filter("tag-key", [ResourceTags.Owner]), allowance, cancellationToken);
        return ours.Where(found => found.ServiceState != Amazon.EC2.ServiceState.Deleted && found.ServiceState != Amazon.EC2.ServiceState.Deleting)
            .Select(IReadOnlyDictionary<string, string> (found) => found.Tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal));
    }
}
