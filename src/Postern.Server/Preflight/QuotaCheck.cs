using System.Globalization;
using Amazon.Runtime;
using Postern.Aws.ElbV2;
using Postern.Engine.Cloud;

namespace Postern.Server.Preflight;

/// <summary>How much room the account has left for load balancers and target groups: a PrivateLink takes one of the first and a group for each port.</summary>
internal static class QuotaCheck
{
    private const double Tight = 0.8;
    private const int PageSize = 400;

    public static async Task<IReadOnlyList<Finding>> RunAsync(CloudRegion region, CancellationToken cancellationToken)
    {
        try
        {
            var limits = (await region.Elb.SendAsync(new DescribeAccountLimits(), cancellationToken)).Limits.ToDictionary(limit => limit.Name ?? "", limit => limit.Max, StringComparer.Ordinal);
            return [.. from use in new[] { ("network-load-balancers", await LoadBalancersAsync(region, cancellationToken)), ("target-groups", await TargetGroupsAsync(region, cancellationToken)) }
                       select int.TryParse(limits.GetValueOrDefault(use.Item1), NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
                           ? Judge(use.Item1, use.Item2, limit)
                           : new Finding(Grade.Warn, "quotas", $"AWS tells no limit of {use.Item1}.")];
        }
        catch (AmazonServiceException e)
        {
            return [new(Grade.Warn, "quotas", $"They could not be read: {AwsCalls.Describe(e)}.")];
        }
    }

    private static Finding Judge(string name, int used, int limit) =>
        used >= limit ? new(Grade.Fail, "quotas", $"{name}: {used} of {limit} in use, so no more can be made. Ask AWS for more (Service Quotas, Elastic Load Balancing).")
        : used >= limit * Tight ? new(Grade.Warn, "quotas", $"{name}: {used} of {limit} in use. Ask AWS for more before they are used up (Service Quotas, Elastic Load Balancing).")
        : new(Grade.Ok, "quotas", $"{name}: {used} of {limit} in use");

    private static async Task<int> LoadBalancersAsync(CloudRegion region, CancellationToken cancellationToken)
    {
        var (count, marker) = (0, (string?)null);
        do
        {
            var page = await region.Elb.SendAsync(new DescribeLoadBalancers { PageSize = PageSize, Marker = marker }, cancellationToken);
            (count, marker) = (count + page.LoadBalancers.Count(found => found.Type == "network"), page.NextMarker);
        }
        while (!string.IsNullOrEmpty(marker));
        return count;
    }

    private static async Task<int> TargetGroupsAsync(CloudRegion region, CancellationToken cancellationToken)
    {
        var (count, marker) = (0, (string?)null);
        do
        {
            var page = await region.Elb.SendAsync(new DescribeTargetGroups { PageSize = PageSize, Marker = marker }, cancellationToken);
            (count, marker) = (count + page.TargetGroups.Count, page.NextMarker);
        }
        while (!string.IsNullOrEmpty(marker));
        return count;
    }
}
