using System.Net.Sockets;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Api.Projects;

/// <summary>Project VPCs.</summary>
internal static class VpcApi
{
    private const int WidestPrefix = 20, NarrowestPrefix = 24;

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet("/{project}/vpcs", async (string project, string? search, string? limit, string? offset, VpcRows rows, CancellationToken cancellationToken) =>
            ListPart.Read(search, limit, offset, out var part) as IResult ?? part.Answer("vpcs", await rows.ListAsync(project, cancellationToken), v => [v.Id, v.NetworkCidr, State(v)], Listed)).Needs(Permission.NetworkRead);
        projects.MapPost("/{project}/vpcs", CreateAsync).Needs(Permission.NetworkWrite);
        projects.MapGet("/{project}/vpcs/{id}", async (string project, string id, string? peering_limit, VpcRows rows, CancellationToken cancellationToken) =>
            PageQuery.Read(null, null, out var page, (nameof(peering_limit), peering_limit)) as IResult
            ?? (await rows.FindAsync(project, id, cancellationToken) is { } vpc ? ApiJson.Ok(Whole(vpc, page.Within)) : ApiError.NoSuchVpc)).Needs(Permission.NetworkRead);
        projects.MapDelete("/{project}/vpcs/{id}", async (string project, string id, Caller caller, VpcRows rows, CancellationToken cancellationToken) =>
            await rows.DeleteAsync(project, id, caller.Email, cancellationToken) switch
            {
                (VpcDeletion.NotFound, _) => ApiError.NoSuchVpc,
                (VpcDeletion.InUse, _) => ApiError.Conflict("VPC cannot be deleted while there are services in it"),
                (VpcDeletion.BeingLeft, _) => ApiError.Conflict("VPC cannot be deleted while there are services migrating from it"),
                (_, var vpc) => ApiJson.Ok(Whole(vpc!)),
            }).Needs(Permission.NetworkWrite);
    }

    private static async Task<IResult> CreateAsync(string project, HttpRequest request, Caller caller, RequestBody body, VpcRows rows, PeeringRows peerings, Cloud here, CancellationToken cancellationToken)
    {
        var cloud = body.RequiredText("cloud_name");
        var cidr = body.RequiredText("network_cidr");
        if (cloud.Length > 0 && cloud != here.Name)
        {
            body.Wrong($"cloud_name is '{cloud}'. Use {here.Name}");
        }

        if (cidr.Length > 0 && !(Cidr.TryParse(cidr, out var network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork
            && network.PrefixLength is >= WidestPrefix and <= NarrowestPrefix))
        {
            body.Wrong($"network_cidr is '{cidr}'. Use an IPv4 network from /{WidestPrefix} to /{NarrowestPrefix}, such as 10.1.2.0/24, with no bits set beyond the prefix");
        }

        var peers = PeeringApi.ReadAll(body, "peering_connections");
        if (body.Error is { } error)
        {
            return error;
        }

        var vpc = await rows.CreateAsync(RequestKey.IdOf(request, project, caller.Email, cloud, cidr), project, cloud, cidr, caller.Email, cancellationToken);
        foreach (var (peer, ranges) in peers)
        {
            await peerings.CreateAsync(project, vpc.Id, peer, ranges, caller.Email, cancellationToken);
        }

        return ApiJson.Ok(Whole(peers.Count == 0 ? vpc : (await rows.FindAsync(project, vpc.Id, cancellationToken))!));
    }

    private static string State(ProjectVpc vpc) => vpc.IsDeleting ? "DELETING" : vpc.IsActive ? "ACTIVE" : "APPROVED";

    private static object Listed(ProjectVpc vpc) => new
    {
        ProjectVpcId = vpc.Id, CloudName = vpc.Cell, vpc.NetworkCidr, State = State(vpc), CreateTime = vpc.CreatedAt, UpdateTime = vpc.UpdatedAt,
    };

    /// <param name="mostPeerings">How many of its peering connections, the oldest first; null for all.</param>
    public static object Whole(ProjectVpc vpc, int? mostPeerings = null) => new
    {
        ProjectVpcId = vpc.Id, CloudName = vpc.Cell, vpc.NetworkCidr, State = State(vpc), CreateTime = vpc.CreatedAt, UpdateTime = vpc.UpdatedAt,
        PeeringConnections = vpc.Peerings.Take(mostPeerings ?? vpc.Peerings.Count).Select(PeeringApi.ToWire), PendingBuildOnlyPeeringConnections = (object?)null,
    };
}
