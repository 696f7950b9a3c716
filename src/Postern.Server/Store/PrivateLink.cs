namespace Postern.Server.Store;

internal sealed class PrivateLink : Reconciled
{
    public required string ServiceId { get; init; }

    public Service? Service { get; init; }

    /// <summary>ARNs, in the order in which the user gave them.</summary>
    public required List<string> Principals { get; set; }

    /// <summary>Whether each endpoint waits for an operator, instead of being accepted because its principal is allowed.</summary>
    public bool AcceptanceRequired { get; set; }

    /// <summary>How many endpoints may be connected; null for the server's setting.</summary>
    public int? MaxEndpoints { get; set; }

    /// <summary>What operators have decided: an endpoint (<c>vpce-…</c>) or an account (12 digits), and whether it is accepted.</summary>
    public Dictionary<string, bool> Decisions { get; set; } = [];

    /// <summary>Repairs that an operator has approved although they cut users off, by what they replace.</summary>
    public List<string> ApprovedRepairs { get; set; } = [];

    /// <summary>Result: what the last pass saw.</summary>
    public PrivateLinkStatus Status { get; set; } = PrivateLinkStatus.None;

    /// <summary>Result: when AWS was last seen, by a pass that had nothing to write too; null before the first look.</summary>
    public DateTime? LookedAt { get; set; }

    /// <summary>Result: set once it is active.</summary>
    public string? AwsServiceId { get; set; }

    /// <summary>Result: set once it is active.</summary>
    public string? AwsServiceName { get; set; }

    /// <summary>Result: components whose listener answers, with the port.</summary>
    public Dictionary<string, int> OpenRoutes { get; set; } = [];

    /// <summary>Result: whether AWS refused something that waiting alone does not mend.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Result.</summary>
    public List<Connection> Connections { get; init; } = [];

    public bool IsActive => AwsServiceId is not null;

    /// <summary>As the contract names it: creating, active or deleting.</summary>
    public string State => IsDeleting ? "deleting" : IsActive ? "active" : "creating";
}
