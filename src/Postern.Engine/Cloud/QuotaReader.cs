using System.Globalization;
using Amazon.Runtime;
using Postern.Aws.ElbV2;
using Postern.Engine.Plans;

namespace Postern.Engine.Cloud;

/// <summary>Compares what a plan makes with the account's quotas, before AWS refuses it halfway.</summary>
internal sealed class QuotaReader(CloudRegion region, AccountLists lists, ApiBudget budget, TimeProvider clock)
{
    /// <summary>The count may be a little older: somebody else may make something in the next moment as well.</summary>
    private static readonly TimeSpan CountsAreGoodFor = TimeSpan.FromSeconds(30);

    /// <returns>Nothing where nothing is made, or where the account may not ask for its limits.</returns>
    public async Task<IReadOnlyList<QuotaUse>> ReadAsync(IReadOnlyList<Change> changes, ObservedStack observed, CancellationToken cancellationToken)
    {
        var loadBalancers = changes.Count(change => change is Change.CreateLoadBalancer);
        var targetGroups = changes.Count(change => change is Change.CreateTargetGroup);
        var listeners = changes.Count(change => change is Change.CreateListener);
        if (loadBalancers + targetGroups + listeners == 0 || await LimitsAsync(cancellationToken) is not { } limits)
        {
            return [];
        }

        var (balancers, groups) = await CountAsync(cancellationToken);
        return
        [
            .. from use in new[]
               {
                   (Name: "network-load-balancers", Used: balancers, Needed: loadBalancers),
                   (Name: "target-groups", Used: groups, Needed: targetGroups),
                   (Name: "listeners-per-network-load-balancer", Used: observed.LoadBalancer?.Listeners.Count ?? 0, Needed: listeners),
               }
               where use.Needed > 0 && limits.ContainsKey(use.Name)
               select new QuotaUse(use.Name, limits[use.Name], use.Used, use.Needed),
        ];
    }

    /// <summary>How much of each quota of the whole account is in use.</summary>
    /// <returns>Nothing where the account may not ask for its limits.</returns>
    public async Task<IReadOnlyList<QuotaUse>> ReadAllAsync(CancellationToken cancellationToken)
    {
        if (await LimitsAsync(cancellationToken) is not { } limits)
        {
            return [];
        }

        var (balancers, groups) = await CountAsync(cancellationToken);
        return
        [
            .. from use in new[] { (Name: "network-load-balancers", Used: balancers), (Name: "target-groups", Used: groups) }
               where limits.ContainsKey(use.Name)
               select new QuotaUse(use.Name, limits[use.Name], use.Used, 0),
        ];
    }

    private async Task<(int LoadBalancers, int TargetGroups)> CountAsync(CancellationToken cancellationToken)
    {
        var notBefore = clock.GetUtcNow() - CountsAreGoodFor;
        var (balancers, groups) = (await lists.LoadBalancers.GetAsync(notBefore, cancellationToken), await lists.TargetGroups.GetAsync(notBefore, cancellationToken));
        return (balancers.Values.Count(found => found.Type == "network"), groups.Count);
    }

    private async Task<IReadOnlyDictionary<string, int>?> LimitsAsync(CancellationToken cancellationToken)
    {
        using var allowance = new ReadAllowance(budget, OperationClass.ElbDescribe, 1);
        try
        {
            allowance.Count();
            var answer = await region.Elb.SendAsync(new DescribeAccountLimits(), cancellationToken);
            return answer.Limits.Where(limit => int.TryParse(limit.Max, NumberStyles.None, CultureInfo.InvariantCulture, out _)).ToDictionary(limit => limit.Name!, limit => int.Parse(limit.Max!, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        }
        catch (AmazonServiceException error) when (AwsErrors.IsDenied(error))
        {
            return null;
        }
    }
}
