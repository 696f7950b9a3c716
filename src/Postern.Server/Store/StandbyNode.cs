namespace Postern.Server.Store;

/// <summary>The second node of a service, which follows the first and answers reads.</summary>
/// <param name="Id">Of this attempt at it: another one is another instance.</param>
/// <param name="Password">What it shows to the first node.</param>
internal sealed record StandbyNode(string Id, string Password)
{
    /// <summary>Null while it has no instance.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The AWS VPC that the instance is in.</summary>
    public string? VpcId { get; init; }

    public string? PrivateAddress { get; init; }

    public string? Zone { get; init; }

    /// <summary>The address that its host name was last given.</summary>
    public string? PublishedAddress { get; init; }

    /// <summary>Whether it follows and answers.</summary>
    public bool IsRunning { get; init; }

    /// <summary>The next attempt, without an instance yet.</summary>
    public StandbyNode Anew() => new(Ids.New(), Password) { PublishedAddress = PublishedAddress };
}
