using System.Globalization;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;

namespace Postern.Server.Api.Services;

/// <summary>The clouds in which services can be, and where PrivateLink is to be had.</summary>
internal static class CloudApi
{
    public static void MapAll(RouteGroupBuilder api)
    {
        api.MapGet("/clouds", List).OpenToAll();
        api.MapGet("/tenants/{tenant}/privatelink-availability", Availability).Needs(Permission.SignedIn);
    }

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet("/{project}/clouds", List).Needs(Permission.ProjectRead);
        projects.MapGet("/{project}/privatelink-availability", Availability).Needs(Permission.ProjectRead);
    }

    private static IResult Availability(Cloud cloud, PriceOptions prices) => ApiJson.Ok(new
    {
        PrivatelinkAvailability = new[] { new { CloudName = cloud.Name, PriceUsd = prices.PrivateLinkHour.ToString("0.0000", CultureInfo.InvariantCulture) } },
    });

    private static IResult List(Cloud cloud) => ApiJson.Ok(new
    {
        Clouds = new[]
        {
            new
            {
                CloudName = cloud.Name, CloudDescription = $"Amazon Web Services, {cloud.Region}", GeoRegion = cloud.Region.Split('-')[0], GeoLatitude = (double?)null,
                GeoLongitude = (double?)null, Provider = "aws", ProviderDescription = "Amazon Web Services",
            },
        },
    });
}
