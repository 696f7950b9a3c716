namespace Postern.Server.Store;

/// <summary>A membership that waits for a user of this address to be made.</summary>
internal sealed class Invitation
{
    public required string Project { get; init; }

    public required string InvitedEmail { get; init; }

    public required string InvitingEmail { get; set; }

    public required Role Role { get; set; }

    public required DateTime InvitedAt { get; set; }
}
