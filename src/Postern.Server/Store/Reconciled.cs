namespace Postern.Server.Store;

/// <summary>
/// A row that the API wishes and a cell's owner makes true. The wish is written by the API under <see cref="Generation"/>, which each change of it
/// raises; the result is written by the owner of the cell under its lease. Neither writes the other's columns.
/// </summary>
internal abstract class Reconciled
{
    /// <summary>Due before rows that are only looked at, however long those have waited.</summary>
    public static readonly DateTime First = DateTime.UnixEpoch;

    public required string Id { get; init; }

    /// <summary>The account and region that holds it; named like the cloud.</summary>
    public required string Cell { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>The row's version: raised by every change of the wish, and checked when one is saved.</summary>
    public long Generation { get; set; } = 1;

    public bool IsDeleting { get; set; }

    /// <summary>The request that changed the wish last, as https://www.w3.org/TR/trace-context writes it; null where it was not traced.</summary>
    public string? TraceParent { get; set; }

    /// <summary>Result: when the next pass should be. A change of the wish sets it to <see cref="First"/>.</summary>
    public DateTime DueAt { get; set; }

    /// <summary>Result: passes in a row that ended in an error.</summary>
    public int Failures { get; set; }

    /// <summary>Result: what is waited for, or went wrong, in words.</summary>
    public string? Reason { get; set; }
}
