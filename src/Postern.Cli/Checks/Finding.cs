using System.Text.Json.Nodes;

namespace Postern.Cli.Checks;

/// <summary>What one look at one address showed.</summary>
/// <param name="Verdict"><c>ok</c>, <c>warning</c> or <c>broken</c>.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
internal sealed record Finding(string Target, string Check, string Verdict, string Evidence, string? Advice)
{
    public bool IsBroken => Verdict == "broken";

    public JsonObject ToJson() => new() { ["target"] = Target, ["check"] = Check, ["verdict"] = Verdict, ["evidence"] = Evidence, ["advice"] = Advice };
}
