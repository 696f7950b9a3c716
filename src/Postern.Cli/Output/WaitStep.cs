namespace Postern.Cli.Output;

/// <summary>A part of what is waited for.</summary>
/// <param name="Name">Stays the same while it is waited for.</param>
/// <param name="Detail">What changes meanwhile, such as <c>1/2</c>.</param>
/// <param name="UsualSeconds">How long it usually takes; null where nobody knows.</param>
internal sealed record WaitStep(string Name, string Detail, bool IsDone, double? UsualSeconds = null)
{
    public string Text => $"{(IsDone ? "✓" : "…")} {Name}{(Detail.Length > 0 ? " " : "")}{Detail}";

    public string Usual => UsualSeconds is { } seconds ? FormattableString.Invariant($" (usually {seconds:0} s)") : "";
}
