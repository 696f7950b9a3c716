using System.Globalization;

namespace Postern.Cli.Output;

/// <summary>Shows on standard error how far something is: a list that changes on a terminal, one line for each change in a pipe.</summary>
internal sealed class StepList(CliContext context)
{
    private readonly long _start = context.Clock.GetTimestamp();
    private readonly Dictionary<string, string> _done = [];
    private int _lines;
    private string _shown = "";

    public TimeSpan Elapsed => context.Clock.GetElapsedTime(_start);

    private string Seconds => string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds:0.0} s");

    public void Show(WaitSight sight)
    {
        if (context.ErrorIsTerminal)
        {
            Draw([$"{sight.Title}, {Seconds}", .. sight.Steps.Select(Line), .. sight.Reason is { } why ? [$"  {why}"] : Array.Empty<string>()]);
        }
        else if (sight.Line(withUsual: true) is var line && line != _shown)
        {
            context.Error.WriteLine($"{line} ({Seconds})");
            _shown = line;
        }
    }

    /// <summary>Leaves the terminal as it was before the list.</summary>
    public void Clear() => Draw([]);

    private string Line(WaitStep step)
    {
        // What was there at the first look took no time of ours.
        var time = !step.IsDone ? step.Usual : _done.TryGetValue(step.Name, out var at) ? at : _done[step.Name] = _lines == 0 ? "" : $" ({Seconds})";
        return $"  {step.Text}{time}";
    }

    private void Draw(IReadOnlyList<string> lines)
    {
        if (_lines > 0)
        {
            context.Error.Write($"\u001b[{_lines}A\r\u001b[J"); // up to its first line, and away with all below
        }

        foreach (var line in lines)
        {
            context.Error.WriteLine(line.Length < context.ErrorWidth ? line : line[..(context.ErrorWidth - 2)] + "…");
        }

        context.Error.Flush();
        _lines = lines.Count;
    }
}
