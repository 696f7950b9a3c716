namespace Postern.Region.State;

/// <summary>A peering connection: a way between two VPCs, asked for by one owner and accepted by the other. It belongs to the one that asked.</summary>
internal sealed record PeeringConnection : Resource
{
    public const string PendingAcceptance = "pending-acceptance", Active = "active", Rejected = "rejected", Deleted = "deleted", Expired = "expired", Failed = "failed";

    public required PeeredVpc Requester { get; init; }

    public required PeeredVpc Accepter { get; init; }

    public required string State { get; init; }

    public string? Message { get; init; }

    /// <summary>When an offer that nobody accepts ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether a VPC at its ends may not go away, and whether it can still be deleted.</summary>
    public bool IsOpen => State is PendingAcceptance or Active;
}

/// <summary>One end of a peering connection, as it was when it was asked for.</summary>
internal sealed record PeeredVpc(string VpcId, string Account, string Region, string Cidr);
