namespace Postern.Server.Reconcile;

/// <summary>How long to leave alone what failed: doubling from a second, with jitter so that many do not come back at once.</summary>
internal static class BackOff
{
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    /// <summary>A connection that is refused costs nothing to try, and whoever is down should be missed no longer than needed.</summary>
    public static readonly TimeSpan MostWhileUnreachable = TimeSpan.FromSeconds(5);

    /// <param name="failures">In a row, this one included.</param>
    public static TimeSpan After(int failures, TimeSpan most)
    {
        var whole = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures - 1, 10)));
        return (whole < most ? whole : most) * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
