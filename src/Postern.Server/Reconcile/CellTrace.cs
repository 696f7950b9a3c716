using System.Diagnostics;
using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>Passes over rows, as parts of the request that wished for what they do.</summary>
internal static class CellTrace
{
    public const string Name = "Postern.Server";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Null where no traced request made the wish lately, or nobody listens: looks at what rests are not traced.</summary>
    public static Activity? Pass(string kind, DueRow row) =>
        row.TraceParent is { } parent ? Source.StartActivity($"reconcile {kind}", ActivityKind.Consumer, parent)?.SetTag("postern.row", row.Id).SetTag("postern.generation", row.Generation) : null;
}
