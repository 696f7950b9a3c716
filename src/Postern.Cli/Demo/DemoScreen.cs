using Postern.Cli.Output;

namespace Postern.Cli.Demo;

/// <summary>How the demo speaks: colours and one moving line on a terminal, plain lines in a pipe.</summary>
internal sealed class DemoScreen(CliContext context)
{
    private readonly bool _colours = context.OutIsTerminal && context.Variable("NO_COLOR") is null;
    private readonly long _start = context.Clock.GetTimestamp();
    private string? _principal;

    public TimeSpan Elapsed => context.Clock.GetElapsedTime(_start);

    public void Line(string text = "") => context.Out.WriteLine(text);

    public void Step(int number, string title, string explanation)
    {
        _principal = null;
        Line();
        Line(Style("1", $"{number,2}  {title}"));
        foreach (var line in explanation.Split('\n'))
        {
            Line($"    {Style("2", line)}");
        }
    }

    /// <summary>A command exactly as it runs, so that it can be copied; with whose keys, where that changes.</summary>
    public void Command(string line, string? principal = null)
    {
        if (principal is not null && principal != _principal)
        {
            Line($"    {Style("2", $"# with keys of {principal}: eval \"$(./postern region credentials --principal {principal})\"")}");
        }
        _principal = principal ?? _principal;
        Line($"    {Style("36", $"$ {line}")}");
    }

    public void Fact(string name, string value) => Line($"      {name,-18} {value}");

    public void Held(TimeSpan elapsed) => Line($"    {Style("32", "✓")} {elapsed.TotalSeconds:0.0} s");

    public void Failed(StepFailed failure)
    {
        Line($"    {Style("31", "✗ this step did not hold")}");
        Line($"      expected  {failure.Expected}");
        Line($"      got       {failure.Got}");
    }

    /// <summary>Asks again and again until the answer is the wanted one; shows every change on the way.</summary>
    public async Task UntilAsync(string expected, TimeSpan limit, Func<CancellationToken, Task<(bool Done, string Now)>> probe, CancellationToken cancellationToken)
    {
        var progress = new ProgressLine(context.Out, _colours, context.Clock);
        var seen = "";
        while (true)
        {
            var (done, now) = await probe(cancellationToken);
            if (now != seen)
            {
                progress.Clear();
                Line($"      {now} ({progress.Elapsed.TotalSeconds:0.0} s)");
                seen = now;
            }
            if (done)
            {
                progress.Clear();
                return;
            }
            if (progress.Elapsed > limit)
            {
                progress.Clear();
                throw new StepFailed($"{expected} within {limit.TotalSeconds:0} s", now);
            }
            if (_colours)
            {
                progress.Show("      …");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), context.Clock, cancellationToken);
        }
    }

    private string Style(string code, string text) => _colours ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
