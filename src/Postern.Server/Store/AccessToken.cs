namespace Postern.Server.Store;

/// <summary>Only the hash of a token is kept.</summary>
internal sealed class AccessToken
{
    /// <summary>SHA-256, hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Enough of it for its owner to recognise it.</summary>
    public required string Prefix { get; init; }

    public required string Description { get; set; }

    public required string UserEmail { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>False where signing in made it.</summary>
    public bool CreatedManually { get; init; }

    /// <summary>Null where it never expires.</summary>
    public DateTime? ExpiresAt { get; set; }

    public long? MaxAgeSeconds { get; init; }

    /// <summary>Whether each use moves the expiry to <see cref="MaxAgeSeconds"/> from then.</summary>
    public bool ExtendWhenUsed { get; init; }

    /// <summary>Within a minute: not every use is written.</summary>
    public DateTime? LastUsedAt { get; set; }

    public string? LastIp { get; set; }

    public string? LastUserAgent { get; set; }
}
