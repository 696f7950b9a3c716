namespace Postern.Engine.Stacks;

/// <summary>The wish: what a PrivateLink should be. Immutable; a newer wish has a higher <see cref="Generation"/>.</summary>
public sealed record PrivateLinkSpec
{
    /// <summary>16 lower-case hex digits. Every name, tag and client token derives from it, so a repeated create finds what an earlier one made.</summary>
    public required string Id { get; init; }

    /// <summary>Counts the changes of the wish.</summary>
    public required long Generation { get; init; }

    /// <summary>The VPC of the service's nodes.</summary>
    public required string VpcId { get; init; }

    /// <summary>The load balancer's subnets, one a zone.</summary>
    public required IReadOnlyList<string> SubnetIds { get; init; }

    public required IReadOnlyList<Route> Routes { get; init; }

    /// <summary>Who may create an endpoint.</summary>
    public required IReadOnlyList<Principal> Principals { get; init; }

    /// <summary>Whether an operator accepts each endpoint by hand.</summary>
    public bool AcceptanceRequired { get; init; }

    /// <summary>Endpoints (<c>vpce-…</c>) and accounts (12 digits) that an operator has accepted.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>Endpoints and accounts that an operator has rejected, also those that are connected. An endpoint goes before its account.</summary>
    public IReadOnlyList<string> Rejected { get; init; } = [];

    /// <summary>How many endpoints may be connected; later ones are rejected, or wait where each is accepted by hand.</summary>
    public int MaxConnections { get; init; } = 1;

    /// <summary>Repairs that a person has approved although they cut users, by what they replace (a <c>vpce-svc-…</c> or an ARN).</summary>
    public IReadOnlyList<string> ApprovedRepairs { get; init; } = [];

    /// <summary>What earlier passes saw, as the last outcome gave it.</summary>
    public StackRecord Record { get; init; } = StackRecord.None;

    /// <summary>Whether everything should go.</summary>
    public bool IsDeleting { get; init; }

    /// <summary>For people who look at the AWS account: <c>project</c>, <c>service</c>, …</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
