namespace Postern.Server.Store;

/// <summary>One AWS account in one region. Whoever holds its lease is the only one that changes what it holds.</summary>
internal sealed class Cell
{
    public required string Name { get; init; }

    public string? Owner { get; set; }

    /// <summary>Raised by each new owner; results carry it, so that a late write of an old owner finds no row.</summary>
    public long Epoch { get; set; }

    public DateTime ExpiresAt { get; set; }

    /// <summary>What shows that the owner lives: see <see cref="Postgres.PostgresPresence"/>.</summary>
    public int? Presence { get; set; }
}

/// <summary>The right to change a cell, as long as nobody else took it.</summary>
/// <param name="Presence">What showed that its owner lived when it was taken.</param>
internal sealed record Lease(string Cell, string Owner, long Epoch, int? Presence = null);
