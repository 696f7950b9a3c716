namespace Postern.Server.Store;

internal sealed class Project
{
    public required string Name { get; init; }

    public required string AccountId { get; set; }

    public required string DefaultCloud { get; set; }

    /// <summary>The ports of the project's services start here.</summary>
    public required int BasePort { get; init; }

    /// <summary>The project's certificate authority, PEM.</summary>
    public required string CaCertificate { get; init; }

    public required string CaKey { get; init; }

    public required DateTime CreatedAt { get; init; }

    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>Whom its owner wants told of technical matters; kept and shown, and told nothing.</summary>
    public List<string> TechEmails { get; set; } = [];
}
