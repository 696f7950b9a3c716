using System.Text.Json.Nodes;

namespace Postern.Cli.Checks;

/// <summary>What one look at one target showed.</summary>
/// <param name="Check"><c>resolve</c>, <c>connect</c>, <c>tls name</c>, <c>greeting</c> or <c>metadata</c>.</param>
/// <param name="Verdict"><c>ok</c>, <c>warning</c> or <c>broken</c>.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
internal sealed record Finding(string Check, string Verdict, string Evidence, string? Advice = null)
{
    public bool IsBroken => Verdict == "broken";

    public JsonObject ToJson(CheckTarget target) => new() { ["target"] = target.ToString(), ["check"] = Check, ["verdict"] = Verdict, ["evidence"] = Evidence, ["advice"] = Advice };

    public static Finding Ok(string check, string evidence) => new(check, "ok", evidence);
    public static Finding Warning(string check, string evidence, string? advice) => new(check, "warning", evidence, advice);
    public static Finding Broken(string check, string evidence, string advice) => new(check, "broken", evidence, advice);
}
