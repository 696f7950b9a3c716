namespace Postern.Server.Store;

/// <summary>A customer's endpoint that is connected. All of it is result; it is <em>active</em> once its host name is published.</summary>
internal sealed class Connection
{
    /// <summary><c>plc</c> and eleven hex digits.</summary>
    public required string Id { get; init; }

    public required string PrivateLinkId { get; init; }

    /// <summary><c>vpce-…</c></summary>
    public required string EndpointId { get; init; }

    public required string OwnerAccount { get; init; }

    public required string DnsName { get; set; }

    /// <summary>The number in its host names; the lowest that was free.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The endpoint's name that the host name was last pointed to; null until it is published.</summary>
    public string? PublishedDnsName { get; set; }

    public required DateTime CreatedAt { get; init; }

    public bool IsActive => PublishedDnsName is not null;
}
