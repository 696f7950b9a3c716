namespace Postern.Region.State;

/// <summary>How one call's changes are to be made.</summary>
/// <param name="IsDryRun">Everything is checked and nothing kept.</param>
/// <param name="Slower">So much longer takes what the call sets in motion.</param>
/// <param name="Outcome">How what the call begins to provision ends: one of <see cref="Resource"/>'s outcomes; null as usual.</param>
/// <param name="ExpiresAt">When an endpoint that the call makes, and that waits for acceptance, expires; null for never.</param>
internal readonly record struct CallMode(bool IsDryRun, TimeSpan Slower = default, string? Outcome = null, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>A row that a call has written, as the call's mode wants it.</summary>
    public Resource Shape(Resource row)
    {
        if (row.DueAt is not null && Slower > TimeSpan.Zero)
        {
            row = row with { DueAt = row.DueAt + Slower };
        }

        if (row is VpcEndpoint { State: VpcEndpoint.PendingAcceptance } && ExpiresAt is not null)
        {
            row = row with { DueAt = ExpiresAt };
        }

        return row.IsProvisioning && Outcome is not null ? row with { Outcome = Outcome } : row;
    }
}
