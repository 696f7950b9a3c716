using Amazon.EC2;
using Amazon.EC2.Model;

namespace Postern.Engine.Cloud;

/// <summary>Whole lists of EC2's endpoint services, every page; a page can be empty and still have a successor.</summary>
internal static class ServicePages
{
    public static async Task<IReadOnlyList<ServiceConfiguration>> ServicesAsync(IAmazonEC2 ec2, Filter? filter, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var found = new List<ServiceConfiguration>();
        var request = new DescribeVpcEndpointServiceConfigurationsRequest { Filters = filter is null ? null : [filter] };
        do
        {
            allowance.Count();
            var page = await ec2.DescribeVpcEndpointServiceConfigurationsAsync(request, cancellationToken);
            found.AddRange(page.ServiceConfigurations ?? []);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        return found;
    }

    public static async Task<IReadOnlyList<VpcEndpointConnection>> ConnectionsAsync(IAmazonEC2 ec2, Filter? filter, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var found = new List<VpcEndpointConnection>();
        var request = new DescribeVpcEndpointConnectionsRequest { Filters = filter is null ? null : [filter] };
        do
        {
            allowance.Count();
            var page = await ec2.DescribeVpcEndpointConnectionsAsync(request, cancellationToken);
            found.AddRange(page.VpcEndpointConnections ?? []);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        return found;
    }

    public static async Task<IReadOnlyList<AllowedPrincipal>> PrincipalsAsync(IAmazonEC2 ec2, string serviceId, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var found = new List<AllowedPrincipal>();
        var request = new DescribeVpcEndpointServicePermissionsRequest { ServiceId = serviceId };
        do
        {
            allowance.Count();
            var page = await ec2.DescribeVpcEndpointServicePermissionsAsync(request, cancellationToken);
            found.AddRange(page.AllowedPrincipals ?? []);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        return found;
    }
}
