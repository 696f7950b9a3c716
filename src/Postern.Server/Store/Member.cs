namespace Postern.Server.Store;

/// <summary>A user in a project.</summary>
internal sealed class Member
{
    public required string Project { get; init; }

    public required string UserEmail { get; init; }

    public User? User { get; init; }

    public required Role Role { get; set; }

    public required DateTime CreatedAt { get; init; }
}
