using Amazon.EC2.Model;
using Postern.Engine.Stacks;
using Elb = Postern.Aws.ElbV2;

namespace Postern.Engine.Cloud;

/// <summary>What the account holds in this region, listed as a whole for all PrivateLinks together: a thousand of them cost little more to watch than one.</summary>
internal sealed class AccountLists(CloudRegion region, ApiBudget budget, TimeProvider clock)
{
    /// <summary>How old a list may be that shows what other people's hands have done.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(100);

    private volatile int _longest;

    /// <summary>Whether a list takes several calls, so that it is better to ask for one thing alone where only that has changed.</summary>
    public bool AreLong => _longest > ElbPages.PageSize;

    /// <summary>By name.</summary>
    public SharedList<IReadOnlyDictionary<string, Elb.LoadBalancer>> LoadBalancers { get; } = new(async () =>
    {
        using var allowance = new ReadAllowance(budget, OperationClass.ElbDescribe, 1);
        return (await ElbPages.LoadBalancersAsync(region.Elb, allowance, CancellationToken.None)).ToDictionary(found => found.LoadBalancerName!, StringComparer.Ordinal);
    }, clock);

    /// <summary>By ARN.</summary>
    public SharedList<IReadOnlyDictionary<string, Elb.TargetGroup>> TargetGroups { get; } = new(async () =>
    {
        using var allowance = new ReadAllowance(budget, OperationClass.ElbDescribe, 1);
        return (await ElbPages.TargetGroupsAsync(region.Elb, allowance, CancellationToken.None)).ToDictionary(found => found.TargetGroupArn!, StringComparer.Ordinal);
    }, clock);

    /// <summary>Those that are no PrivateLink's by their tags.</summary>
    public SharedList<IReadOnlyList<ServiceConfiguration>> Untagged { get; } = new(async () =>
    {
        using var allowance = new ReadAllowance(budget, OperationClass.Ec2Describe, 1);
        var found = await ServicePages.ServicesAsync(region.Ec2, filter: null, allowance, CancellationToken.None);
        return [.. found.Where(service => service.Tags?.Exists(tag => tag.Key == ResourceTags.Owner) != true)];
    }, clock);

    /// <summary>By the PrivateLink that they are tagged with.</summary>
    public SharedList<ILookup<string, ServiceConfiguration>> Services { get; } = new(async () =>
    {
        using var allowance = new ReadAllowance(budget, OperationClass.Ec2Describe, 1);
        var found = await ServicePages.ServicesAsync(region.Ec2, new Filter("tag-key", [ResourceTags.Owner]), allowance, CancellationToken.None);
        return found.ToLookup(service => service.Tags?.Find(tag => tag.Key == ResourceTags.Owner)?.Value ?? "", StringComparer.Ordinal);
    }, clock);

    /// <summary>By endpoint service.</summary>
    public SharedList<ILookup<string, VpcEndpointConnection>> Connections { get; } = new(async () =>
    {
        using var allowance = new ReadAllowance(budget, OperationClass.Ec2Describe, 1);
        return (await ServicePages.ConnectionsAsync(region.Ec2, filter: null, allowance, CancellationToken.None)).ToLookup(found => found.ServiceId ?? "", StringComparer.Ordinal);
    }, clock);

    /// <summary>A list of the account has that many.</summary>
    public void Learn(int count) => _longest = Math.Max(_longest, count);
}
