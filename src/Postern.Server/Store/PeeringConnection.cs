namespace Postern.Server.Store;

/// <summary>A way from a project VPC to a VPC of somebody else, who has to accept it.</summary>
internal sealed class PeeringConnection : Reconciled
{
    public required string VpcId { get; init; }

    public ProjectVpc? Vpc { get; init; }

    public required string PeerAccount { get; init; }

    /// <summary><c>vpc-…</c></summary>
    public required string PeerVpcId { get; init; }

    /// <summary>Null for the region of the project VPC.</summary>
    public required string? PeerRegion { get; init; }

    /// <summary>Ranges behind the peer's VPC that are sent there too.</summary>
    public List<string> PeerCidrs { get; set; } = [];

    /// <summary>Result: <c>pcx-…</c></summary>
    public string? AwsId { get; set; }

    /// <summary>Result: as AWS says it, such as <c>pending-acceptance</c>. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle</summary>
    public string? AwsState { get; set; }

    /// <summary>Result: what AWS says to it.</summary>
    public string? AwsMessage { get; set; }

    public bool IsOf(string account, string vpc, string? region) => PeerAccount == account && PeerVpcId == vpc && (region is null || PeerRegion is null || PeerRegion == region);
}
