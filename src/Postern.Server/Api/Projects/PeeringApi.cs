using System.Text.RegularExpressions;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Api.Projects;

/// <summary>Peering connections of project VPCs. There is no GET of one: clients read the VPC, or the list.</summary>
internal static partial class PeeringApi
{
    private const string Path = "/{project}/vpcs/{id}/peering-connections", PeerPath = Path + "/peer-accounts/{account}/peer-vpcs/{vpc}";

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet(Path, async (string project, string id, string? search, string? limit, string? offset, VpcRows vpcs, CancellationToken cancellationToken) =>
            ListPart.Read(search, limit, offset, out var part) as IResult
            ?? (await vpcs.FindAsync(project, id, cancellationToken) is { } vpc ? part.Answer("peering_connections", vpc.Peerings, Texts, ToWire) : ApiError.NoSuchVpc)).Needs(Permission.NetworkRead);
        projects.MapPost(Path, CreateAsync).Needs(Permission.NetworkWrite);
        projects.MapPost(Path + "/refresh", async (string project, string id, PeeringRows rows, VpcRows vpcs, CancellationToken cancellationToken) =>
            await AnswerAsync((await rows.RefreshAsync(project, id, cancellationToken)).Refusal, project, id, vpcs, cancellationToken)).Needs(Permission.NetworkWrite);
        projects.MapDelete(PeerPath, DeleteAsync).Needs(Permission.NetworkWrite);
        projects.MapDelete(PeerPath + "/peer-regions/{region}", DeleteAsync).Needs(Permission.NetworkWrite);
        projects.MapPut("/{project}/vpcs/{id}/user-peer-network-cidrs", ChangeCidrsAsync).Needs(Permission.NetworkWrite);
        projects.MapGet("/{project}/vpc-peering-connection-types", (Cloud cloud) => ApiJson.Ok(new
        {
            VpcPeeringConnectionTypes = new[] { new { CloudName = cloud.Name, PriceUsd = "0.00", VpcPeeringConnectionType = Type } },
        })).Needs(Permission.NetworkRead);
    }

    public static object ToWire(PeeringConnection peering) => new
    {
        PeeringConnectionId = peering.Id, PeerCloudAccount = peering.PeerAccount, PeerVpc = peering.PeerVpcId, peering.PeerRegion,
        PeerResourceGroup = (string?)null, PeerAzureAppId = (string?)null, PeerAzureTenantId = (string?)null,
        State = State(peering), StateInfo = Info(peering), UserPeerNetworkCidrs = peering.PeerCidrs, VpcPeeringConnectionType = Type,
        CreateTime = peering.CreatedAt, UpdateTime = peering.UpdatedAt,
    };

    /// <summary>What is searched of one.</summary>
    private static IEnumerable<string?> Texts(PeeringConnection peering) =>
        [peering.Id, peering.PeerAccount, peering.PeerVpcId, peering.PeerRegion, peering.AwsId, State(peering), peering.Reason ?? peering.AwsMessage, .. peering.PeerCidrs];

    private const string Type = "aws-vpc-peering-connection";

    private static async Task<IResult> CreateAsync(string project, string id, Caller caller, RequestBody body, PeeringRows rows, CancellationToken cancellationToken)
    {
        var peer = ReadPeer(body);
        var cidrs = ReadCidrs(body, "user_peer_network_cidrs");
        if (body.Error is { } error)
        {
            return error;
        }

        var (refusal, peering) = await rows.CreateAsync(project, id, peer, cidrs, caller.Email, cancellationToken);
        return Refused(refusal) as IResult ?? ApiJson.Ok(ToWire(peering!));
    }

    private static async Task<IResult> DeleteAsync(string project, string id, string account, string vpc, string? region, Caller caller, PeeringRows rows, CancellationToken cancellationToken)
    {
        var (refusal, peering) = await rows.DeleteAsync(project, id, new Peer(account, vpc, region), caller.Email, cancellationToken);
        return Refused(refusal) as IResult ?? ApiJson.Ok(ToWire(peering!));
    }

    private static async Task<IResult> ChangeCidrsAsync(string project, string id, Caller caller, RequestBody body, PeeringRows rows, VpcRows vpcs, CancellationToken cancellationToken)
    {
        var add = ReadEach(body, "add", entry => (Peer: ReadPeer(entry), Cidr: ReadCidr(entry, "cidr", entry.RequiredText("cidr"))));
        var remove = ReadCidrs(body, "delete");
        return body.Error as IResult
            ?? await AnswerAsync((await rows.ChangeCidrsAsync(project, id, add, remove, caller.Email, cancellationToken)).Refusal, project, id, vpcs, cancellationToken);
    }

    /// <summary>The VPC with its peering connections.</summary>
    private static async Task<IResult> AnswerAsync(PeeringRefusal refusal, string project, string id, VpcRows vpcs, CancellationToken cancellationToken) =>
        Refused(refusal) as IResult ?? (await vpcs.FindAsync(project, id, cancellationToken) is { } vpc ? ApiJson.Ok(VpcApi.Whole(vpc)) : ApiError.NoSuchVpc);

    /// <summary>Those that a new VPC is to have.</summary>
    public static List<(Peer Peer, List<string> Cidrs)> ReadAll(RequestBody body, string key) => ReadEach(body, key, entry => (ReadPeer(entry), ReadCidrs(entry, "user_peer_network_cidrs")));

    private static List<T> ReadEach<T>(RequestBody body, string key, Func<RequestBody, T> read)
    {
        var entries = body.OptionalObjects(key);
        var all = entries.Select(read).ToList();
        entries.SelectMany(entry => entry.Mistakes).ToList().ForEach(mistake => body.Wrong($"{key}: {mistake}"));
        return all;
    }

    private static Peer ReadPeer(RequestBody body)
    {
        var (account, vpc, region) = (body.RequiredText("peer_cloud_account"), body.RequiredText("peer_vpc"), body.OptionalText("peer_region"));
        if (account.Length > 0 && !Account().IsMatch(account))
        {
            body.Wrong($"peer_cloud_account is '{account}'. Give the 12 digits of an AWS account");
        }

        if (vpc.Length > 0 && !Vpc().IsMatch(vpc))
        {
            body.Wrong($"peer_vpc is '{vpc}'. Give the id of a VPC, such as vpc-0123456789abcdef0");
        }

        if (region is not null && !Region().IsMatch(region))
        {
            body.Wrong($"peer_region is '{region}'. Give an AWS region, such as eu-west-1, or leave it out for the region of the project VPC");
        }

        return new Peer(account, vpc, region);
    }

    private static List<string> ReadCidrs(RequestBody body, string key) => [.. (body.OptionalTexts(key) ?? []).Distinct().Select(cidr => ReadCidr(body, key, cidr))];

    private static string ReadCidr(RequestBody body, string key, string cidr)
    {
        if (cidr.Length > 0 && !Cidr.TryParse(cidr, out _))
        {
            body.Wrong($"{key} has '{cidr}'. Give an IPv4 network, such as 10.2.0.0/16, with no bits set beyond the prefix");
        }

        return cidr;
    }

    private static ApiError? Refused(PeeringRefusal refusal) => refusal switch
    {
        PeeringRefusal.None => null,
        PeeringRefusal.VpcNotFound => ApiError.NoSuchVpc,
        PeeringRefusal.VpcDeleting => ApiError.Conflict("The project VPC is being deleted"),
        PeeringRefusal.Exists => ApiError.Conflict("A peering connection with that VPC already exists"),
        PeeringRefusal.NotFound => new ApiError(StatusCodes.Status404NotFound, "vpc_peering_connection_not_found", "VPC peering connection does not exist"),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };

    private static string State(PeeringConnection peering) => peering switch
    {
        { IsDeleting: true } => "DELETING",
        { AwsState: "pending-acceptance" } => "PENDING_PEER",
        { AwsState: "active" } => "ACTIVE",
        { AwsState: "rejected" or "expired" } => "REJECTED_BY_PEER",
        { AwsState: "deleted" or "deleting" } => "DELETED_BY_PEER",
        { AwsState: "failed" } => "INVALID_SPECIFICATION",
        _ => "APPROVED",
    };

    private static object? Info(PeeringConnection peering) => (peering.AwsMessage ?? peering.Reason) is { } message
        ? new { Message = peering.Reason ?? message, Type = peering.AwsState ?? "waiting", AwsVpcPeeringConnectionId = peering.AwsId, Warnings = Array.Empty<object>() }
        : null;

    [GeneratedRegex("^[0-9]{12}\\z")]
    private static partial Regex Account();

    [GeneratedRegex("^vpc-[0-9a-f]{8,17}\\z")]
    private static partial Regex Vpc();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]+\\z")]
    private static partial Regex Region();
}
