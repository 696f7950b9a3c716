namespace Postern.Server.Reconcile;

/// <summary>How long to leave alone what failed: doubling from a second to a minute, with jitter so that many do not come back at once.</summary>
internal static class BackOff
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    /// <param name="failures">In a row, this one included.</param>
    public static TimeSpan After(int failures)
    {
        var whole = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures - 1, 10)));
        return (whole < Most ? whole : Most) * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
