namespace Postern.Server.Store;

/// <summary>Something that somebody did, or that was done for them, or that they were refused.</summary>
internal sealed class Event
{
    public const string Postern = "postern";

    /// <summary>The project of what belongs to none: signing in, users, tokens.</summary>
    public const string NoProject = "";

    public long Id { get; init; }

    public required string Project { get; init; }

    public required DateTime Time { get; init; }

    /// <summary>The user's e-mail address, or <see cref="Postern"/>.</summary>
    public required string Actor { get; init; }

    /// <summary>The IP address that the actor's request came from; null where there was none.</summary>
    public string? Address { get; init; }

    public required string Type { get; init; }

    public required string Description { get; init; }

    public string? ServiceName { get; init; }
}
