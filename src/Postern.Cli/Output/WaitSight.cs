namespace Postern.Cli.Output;

/// <summary>How far something is that is waited for.</summary>
/// <param name="Title">What it is, and its state.</param>
/// <param name="IsDone">There is nothing more to wait for.</param>
internal sealed record WaitSight(string Title, IReadOnlyList<WaitStep> Steps, bool IsDone)
{
    /// <summary>More waiting changes nothing.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Why it is not there yet, where that is known.</summary>
    public string? Reason { get; init; }

    /// <summary>All of it in one line.</summary>
    /// <param name="withUsual">Whether to say how long what is open usually takes.</param>
    public string Line(bool withUsual) => Steps.Count == 0 ? Title : $"{Title}: {string.Join(", ", Steps.Select(step => step.Text + (withUsual && !step.IsDone ? step.Usual : "")))}";
}
