using Amazon.EC2.Model;
using Postern.Engine.Cloud;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Snippets;
using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>The customer's side of a PrivateLink, ready to run in their account.</summary>
internal static class SnippetApi
{
    public static void Map(RouteGroupBuilder projects) => projects.MapGet(PrivateLinkApi.Path + "/snippets", ShowAsync).Needs(Permission.PrivateLinkRead);

    private static async Task<IResult> ShowAsync(string project, string service, ServiceRows rows, ServiceCatalogue catalogue, CloudRegion region, CancellationToken cancellationToken)
    {
        var owner = await rows.FindAsync(project, service, cancellationToken);
        switch (owner)
        {
            case null:
                return ApiError.NoSuchService;
            case { PrivateLink: null }:
                return PrivateLinkApi.None;
            case { PrivateLink: { IsActive: false } or { IsDeleting: true } }:
                return ApiError.Conflict($"PrivateLink of service {service} is {owner.PrivateLink.State}: endpoints can be attached while it is active");
        }

        var zones = await ZoneIdsAsync(region, owner.Network!, cancellationToken);
        return ApiJson.Ok(ToWire(new Offer(owner.Name, owner.PrivateLink.AwsServiceName!, region.Region, zones, Ports(owner, catalogue.Find(owner.Type)!), owner.PrivateLink.Principals)));
    }

    private static async Task<List<string>> ZoneIdsAsync(CloudRegion region, ProjectVpc network, CancellationToken cancellationToken) =>
        await region.CountedEc2.Paginators.DescribeSubnets(new DescribeSubnetsRequest { SubnetIds = network.SubnetIds }).Subnets
            .Select(subnet => subnet.AvailabilityZoneId).Distinct().Order(StringComparer.Ordinal).ToListAsync(cancellationToken);

    /// <summary>What is switched on; all that could be, while nothing is.</summary>
    private static List<OfferedPort> Ports(Service service, ServiceType type)
    {
        var ordinals = service.PrivateLink!.Connections.Select(c => c.Ordinal).ToList();
        var open = ServiceRoutes.Of(service, type, ordinals);
        return [.. (open.Count > 0 ? open : ServiceRoutes.All(service, type)).Select(p => new OfferedPort(p.Component.Name, p.Port))];
    }

    private static object ToWire(Offer offer) => new
    {
        offer.AwsServiceName, AwsRegion = offer.Region, offer.ZoneIds,
        Ports = offer.Ports.Select(p => new { p.Component, p.Port }),
        Snippets = new { AwsCli = AwsCliSnippet.Of(offer), Terraform = TerraformSnippet.Of(offer), Cloudformation = CloudFormationSnippet.Of(offer) },
    };
}
