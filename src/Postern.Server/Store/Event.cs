namespace Postern.Server.Store;

/// <summary>Something that somebody did, or that was done for them.</summary>
internal sealed class Event
{
    public long Id { get; init; }

    public required string Project { get; init; }

    public required DateTime Time { get; init; }

    /// <summary>The user's e-mail address, or <see cref="Postern"/>.</summary>
    public required string Actor { get; init; }

    public required string Type { get; init; }

    public required string Description { get; init; }

    public string? ServiceName { get; init; }

    public const string Postern = "postern";
}
