namespace Postern.Server.Preflight;

/// <summary>One line of a preflight.</summary>
/// <param name="Subject">What was looked at, in a word.</param>
/// <param name="Text">What was found and, where that is not well, what to do.</param>
internal sealed record Finding(Grade Grade, string Subject, string Text)
{
    public override string ToString() => $"{Grade.ToString().ToLowerInvariant(),-5} {Subject,-12} {Text}";
}
