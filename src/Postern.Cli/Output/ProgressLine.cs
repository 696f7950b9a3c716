namespace Postern.Cli.Output;

/// <summary>What is going on: one line that changes on a terminal, one line for each change in a pipe.</summary>
internal sealed class ProgressLine(TextWriter writer, bool terminal, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private string _shown = "";

    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    public void Show(string text)
    {
        if (terminal)
        {
            writer.Write($"\r\u001b[K{text} {Elapsed.TotalSeconds:0.0} s");
            writer.Flush();
        }
        else if (text != _shown)
        {
            writer.WriteLine($"{text} ({Elapsed.TotalSeconds:0.0} s)");
        }
        _shown = text;
    }

    /// <summary>Leaves the terminal's line empty for what comes next.</summary>
    public void Clear()
    {
        if (terminal && _shown.Length > 0)
        {
            writer.Write("\r\u001b[K");
            writer.Flush();
        }
    }
}
