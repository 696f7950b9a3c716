namespace Postern.Server.Store;

/// <summary>Somebody who may sign in.</summary>
internal sealed class User
{
    /// <summary>Lower-case; also the name to sign in with.</summary>
    public required string Email { get; init; }

    public required string RealName { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>As ASP.NET's password hasher writes it; null where the user has tokens only.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Admin of every project, and the one who makes users.</summary>
    public bool IsAdministrator { get; set; }
}
