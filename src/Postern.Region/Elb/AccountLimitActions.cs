using Postern.Aws.Signing;
using Postern.Region.State;
using Api = Postern.Aws.ElbV2;

namespace Postern.Region.Elb;

/// <summary>Quotas of an account, and the capacity that is reserved for a load balancer. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeAccountLimits.html</summary>
internal sealed class AccountLimitActions(RegionStore store, Quotas quotas)
{
    private const int MostPerPage = 400;

    public Api.DescribeAccountLimitsResult DescribeAccountLimits(Api.DescribeAccountLimits request, Caller caller)
    {
        if (request.PageSize is < 1 or > MostPerPage)
        {
            throw ElbErrors.Validation($"Page size '{request.PageSize}' must be from 1 to {MostPerPage}");
        }

        Api.Limit[] limits =
        [
            new() { Name = "listeners-per-network-load-balancer", Max = Quotas.Text(quotas.ListenersPerLoadBalancer) },
            new() { Name = "network-load-balancers", Max = Quotas.Text(quotas.LoadBalancersPerRegion) },
            new() { Name = "target-groups", Max = Quotas.Text(quotas.TargetGroupsPerRegion) },
            new() { Name = "target-groups-per-action-on-network-load-balancer", Max = "1" },
            new() { Name = "targets-per-availability-zone-per-network-load-balancer", Max = Quotas.Text(quotas.TargetsPerZonePerLoadBalancer) },
            new() { Name = "targets-per-network-load-balancer", Max = Quotas.Text(quotas.TargetsPerLoadBalancer) },
        ];
        var rest = limits.Where(l => string.IsNullOrEmpty(request.Marker) || string.CompareOrdinal(l.Name, request.Marker) > 0).ToList();
        var size = request.PageSize ?? MostPerPage;
        return new() { Limits = [.. rest.Take(size)], NextMarker = rest.Count > size ? rest[size - 1].Name : null };
    }

    /// <summary>Nothing is ever reserved here, so each zone has what it has.</summary>
    public Api.DescribeCapacityReservationResult DescribeCapacityReservation(Api.DescribeCapacityReservation request, Caller caller)
    {
        store.Snapshot.RequireLoadBalancer(caller, request.LoadBalancerArn);
        return new() { CapacityReservationState = [] };
    }
}
