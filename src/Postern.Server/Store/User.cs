namespace Postern.Server.Store;

internal sealed class User
{
    public required string Email { get; init; }

    public required string RealName { get; init; }

    public required DateTime CreatedAt { get; init; }
}

internal enum Role
{
    ReadOnly,
    Admin,
}

/// <summary>Only the hash of a token is kept.</summary>
internal sealed class AccessToken
{
    /// <summary>SHA-256, hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Enough of it for its owner to recognise it.</summary>
    public required string Prefix { get; init; }

    public required string Description { get; init; }

    public required string UserEmail { get; init; }

    public required Role Role { get; set; }

    public required DateTime CreatedAt { get; init; }
}
