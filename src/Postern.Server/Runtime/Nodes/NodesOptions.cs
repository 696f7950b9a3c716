namespace Postern.Server.Runtime.Nodes;

/// <summary><c>Postern__Nodes__…</c></summary>
internal sealed class NodesOptions
{
    /// <summary>Whether Postern runs nodes itself, as it can on the local region; otherwise an operator registers those of every service.</summary>
    public bool Local { get; set; } = true;

    /// <summary>How long after a base backup of a service that Postern runs the next one is taken.</summary>
    public TimeSpan BackupEvery { get; set; } = TimeSpan.FromDays(1);

    public static string? Mistake(NodesOptions options) => options.BackupEvery >= Shortest && options.BackupEvery <= Longest ? null
        : $"Postern:Nodes:BackupEvery is {options.BackupEvery}. Set a time between {Shortest} and {Longest}, such as 1.00:00:00 for a day.";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10), Longest = TimeSpan.FromDays(7);
}
