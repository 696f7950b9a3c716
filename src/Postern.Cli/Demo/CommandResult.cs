namespace Postern.Cli.Demo;

/// <summary>What a command that was run gave.</summary>
internal sealed record CommandResult(string Line, int Exit, string Out, string Error)
{
    /// <summary>What to show of a failure: the last line that says anything.</summary>
    public string Complaint => $"exit {Exit}: {LastLine(Error) ?? LastLine(Out) ?? "no output"}";

    public string RequireSuccess() => Exit == 0 ? Out : throw new StepFailed($"`{Line}` to succeed", Complaint);

    private static string? LastLine(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
}
