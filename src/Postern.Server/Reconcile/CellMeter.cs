using System.Diagnostics.Metrics;

namespace Postern.Server.Reconcile;

/// <summary>What the loop does, by kind of row.</summary>
internal static class CellMeter
{
    public const string Name = "Postern.Server";

    private static readonly Meter Source = new(Name);
    private static readonly Histogram<double> Passes = Source.CreateHistogram<double>("reconcile.duration", "s", "How long a pass over a row took, by kind and outcome.");
    private static readonly UpDownCounter<int> Owned = Source.CreateUpDownCounter<int>("cell.owned", description: "Whether this process owns the cell.");

    public static void Passed(string kind, TimeSpan took, bool succeeded) =>
        Passes.Record(took.TotalSeconds, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", succeeded ? "done" : "failed"));

    public static void Taken(string cell) => Owned.Add(1, new KeyValuePair<string, object?>("cell", cell));

    public static void Lost(string cell) => Owned.Add(-1, new KeyValuePair<string, object?>("cell", cell));
}
