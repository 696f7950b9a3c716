using System.Net;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>VPC peering, of VPCs in any two accounts and regions. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html</summary>
internal sealed class PeeringActions(RegionStore store, TimeProvider clock)
{
    public const string NotFound = "InvalidVpcPeeringConnectionID.NotFound";
    private static readonly TimeSpan OfferLasts = TimeSpan.FromDays(7);

    private static readonly Listing<PeeringConnection> Connections = new("vpcPeeringConnection", NotFound, new Dictionary<string, Func<PeeringConnection, IEnumerable<string?>>>
    {
        ["vpc-peering-connection-id"] = p => [p.Id],
        ["status-code"] = p => [p.State],
        ["status-message"] = p => [MessageOf(p)],
        ["requester-vpc-info.vpc-id"] = p => [p.Requester.VpcId],
        ["requester-vpc-info.owner-id"] = p => [p.Requester.Account],
        ["requester-vpc-info.cidr-block"] = p => [p.Requester.Cidr],
        ["accepter-vpc-info.vpc-id"] = p => [p.Accepter.VpcId],
        ["accepter-vpc-info.owner-id"] = p => [p.Accepter.Account],
        ["accepter-vpc-info.cidr-block"] = p => [p.Accepter.Cidr],
    });

    public Api.CreateVpcPeeringConnectionResult CreateVpcPeeringConnection(Api.CreateVpcPeeringConnection request, Caller caller)
    {
        var tags = TagSet.From(request.TagSpecifications, "vpc-peering-connection");
        return store.Change(t =>
        {
            var requester = EndOf(t.State.RequireVpc(caller, request.VpcId));
            var peerId = request.PeerVpcId ?? throw AwsException.Bad("MissingParameter", "The request must contain the parameter peerVpcId");
            var (account, region) = (request.PeerOwnerId ?? caller.Account, request.PeerRegion ?? caller.Region);
            if (peerId == requester.VpcId)
            {
                throw AwsException.Bad("InvalidParameterValue", $"The VPC {peerId} cannot be peered with itself");
            }

            // Whether another account's VPC exists is not told: the connection fails instead.
            var peer = t.State.Find<Vpc>(peerId) is { } found && found.BelongsTo(account, region) ? EndOf(found) : null;
            var message = peer is null || IPNetworksOverlap(requester.Cidr, peer.Cidr) ? "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range" : null;
            var now = clock.GetUtcNow();
            var made = t.Put(new PeeringConnection
            {
                Id = NewId.Of("pcx"), Account = caller.Account, Region = caller.Region, Tags = tags, Requester = requester,
                Accepter = peer ?? new PeeredVpc(peerId, account, region, ""), State = message is null ? PeeringConnection.PendingAcceptance : PeeringConnection.Failed,
                Message = message, ExpiresAt = now + OfferLasts, DueAt = now + (message is null ? OfferLasts : Lifecycle.EndedPeeringIsShownFor),
            });
            return new Api.CreateVpcPeeringConnectionResult { VpcPeeringConnection = ToWire(made, caller) };
        });
    }

    public Api.DescribeVpcPeeringConnectionsResult DescribeVpcPeeringConnections(Api.DescribeVpcPeeringConnections request, Caller caller)
    {
        var seen = store.Snapshot.All<PeeringConnection>().Where(p => IsEndOf(p.Requester, caller) || IsEndOf(p.Accepter, caller));
        var (items, next) = Connections.Describe(seen, request.VpcPeeringConnectionIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { VpcPeeringConnections = [.. items.Select(p => ToWire(p, caller))], NextToken = next };
    }

    public Api.AcceptVpcPeeringConnectionResult AcceptVpcPeeringConnection(Api.AcceptVpcPeeringConnection request, Caller caller) => store.Change(t =>
    {
        var offer = Require(t.State, request.VpcPeeringConnectionId, p => IsEndOf(p.Accepter, caller));
        RequireState(offer, "accepted", offer.State == PeeringConnection.PendingAcceptance);
        return new Api.AcceptVpcPeeringConnectionResult { VpcPeeringConnection = ToWire(t.Put(offer with { State = PeeringConnection.Active, DueAt = null }), caller) };
    });

    public Api.RejectVpcPeeringConnectionResult RejectVpcPeeringConnection(Api.RejectVpcPeeringConnection request, Caller caller) => store.Change(t =>
    {
        var offer = Require(t.State, request.VpcPeeringConnectionId, p => IsEndOf(p.Accepter, caller));
        RequireState(offer, "rejected", offer.State == PeeringConnection.PendingAcceptance);
        t.Put(Ended(offer, PeeringConnection.Rejected, $"Rejected by {caller.Account}"));
        return new Api.RejectVpcPeeringConnectionResult { Return = true };
    });

    /// <summary>Either end may delete an active connection; an offer only who made it.</summary>
    public Api.DeleteVpcPeeringConnectionResult DeleteVpcPeeringConnection(Api.DeleteVpcPeeringConnection request, Caller caller) => store.Change(t =>
    {
        var connection = Require(t.State, request.VpcPeeringConnectionId, p => IsEndOf(p.Requester, caller) || IsEndOf(p.Accepter, caller));
        RequireState(connection, "deleted", connection.State == PeeringConnection.Active || (connection.State == PeeringConnection.PendingAcceptance && IsEndOf(connection.Requester, caller)));
        t.Put(Ended(connection, PeeringConnection.Deleted, $"Deleted by {caller.Account}"));
        return new Api.DeleteVpcPeeringConnectionResult { Return = true };
    });

    private PeeringConnection Ended(PeeringConnection connection, string state, string message) =>
        connection with { State = state, Message = message, DueAt = clock.GetUtcNow() + Lifecycle.EndedPeeringIsShownFor };

    private static PeeredVpc EndOf(Vpc vpc) => new(vpc.Id, vpc.Account, vpc.Region, vpc.Cidr);

    private static bool IsEndOf(PeeredVpc end, Caller caller) => end.Account == caller.Account && end.Region == caller.Region;

    private static bool IPNetworksOverlap(string a, string b) => Ipv4.Overlap(IPNetwork.Parse(a), IPNetwork.Parse(b));

    private static PeeringConnection Require(RegionState state, string id, Func<PeeringConnection, bool> isVisible) =>
        state.Find<PeeringConnection>(id) is { } found && isVisible(found) ? found : throw AwsException.Bad(NotFound, $"The vpcPeeringConnection ID '{id}' does not exist");

    private static void RequireState(PeeringConnection connection, string verb, bool isGood)
    {
        if (!isGood)
        {
            throw AwsException.Bad("InvalidStateTransition", $"The VPC peering connection {connection.Id} is {connection.State} and cannot be {verb} by this account");
        }
    }

    private static string MessageOf(PeeringConnection connection) => connection.Message ?? connection.State switch
    {
        PeeringConnection.PendingAcceptance => $"Pending Acceptance by {connection.Accepter.Account}",
        PeeringConnection.Active => "Active",
        _ => "Expired",
    };

    // Tags are each account's own, and only the requester's are kept.
    private static Api.VpcPeeringConnection ToWire(PeeringConnection connection, Caller caller) => new()
    {
        VpcPeeringConnectionId = connection.Id,
        RequesterVpcInfo = ToWire(connection.Requester),
        AccepterVpcInfo = ToWire(connection.Accepter),
        Status = new() { Code = connection.State, Message = MessageOf(connection) },
        ExpirationTime = connection.State == PeeringConnection.PendingAcceptance ? connection.ExpiresAt.UtcDateTime : null,
        Tags = IsEndOf(connection.Requester, caller) ? TagSet.ToWire(connection.Tags) : [],
    };

    private static Api.VpcPeeringConnectionVpcInfo ToWire(PeeredVpc end) => new()
    {
        VpcId = end.VpcId, OwnerId = end.Account, Region = end.Region, CidrBlock = end.Cidr is "" ? null : end.Cidr,
        CidrBlockSet = end.Cidr is "" ? [] : [new() { Id = end.Cidr }],
        PeeringOptions = new() { AllowDnsResolutionFromRemoteVpc = false, AllowEgressFromLocalClassicLinkToRemoteVpc = false, AllowEgressFromLocalVpcToRemoteClassicLink = false },
    };
}
