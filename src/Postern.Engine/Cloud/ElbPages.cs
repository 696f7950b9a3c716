using Postern.Aws.Client;
using Postern.Aws.ElbV2;

namespace Postern.Engine.Cloud;

/// <summary>Whole lists of ELBv2, every page: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html</summary>
internal static class ElbPages
{
    public const int PageSize = 400;

    public static async Task<IReadOnlyList<TargetGroup>> TargetGroupsAsync(ElbV2Client elb, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var found = new List<TargetGroup>();
        string? marker = null;
        do
        {
            allowance.Count();
            var page = await elb.SendAsync(new DescribeTargetGroups { PageSize = PageSize, Marker = marker }, cancellationToken);
            found.AddRange(page.TargetGroups);
            marker = page.NextMarker;
        }
        while (!string.IsNullOrEmpty(marker));

        return found;
    }

    public static async Task<IReadOnlyList<LoadBalancer>> LoadBalancersAsync(ElbV2Client elb, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var found = new List<LoadBalancer>();
        string? marker = null;
        do
        {
            allowance.Count();
            var page = await elb.SendAsync(new DescribeLoadBalancers { PageSize = PageSize, Marker = marker }, cancellationToken);
            found.AddRange(page.LoadBalancers);
            marker = page.NextMarker;
        }
        while (!string.IsNullOrEmpty(marker));

        return found;
    }

    public static async Task<IReadOnlyList<Listener>> ListenersAsync(ElbV2Client elb, string loadBalancerArn, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var found = new List<Listener>();
        string? marker = null;
        do
        {
            allowance.Count();
            var page = await elb.SendAsync(new DescribeListeners { LoadBalancerArn = loadBalancerArn, Marker = marker }, cancellationToken);
            found.AddRange(page.Listeners);
            marker = page.NextMarker;
        }
        while (!string.IsNullOrEmpty(marker));

        return found;
    }
}
