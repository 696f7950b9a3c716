using System.CommandLine;
using Postern.Cli.Local;

namespace Postern.Cli.Commands;

/// <summary>The part of a long list that is asked for.</summary>
/// <param name="searched">Where the word of <c>--search</c> is looked for.</param>
internal sealed class PageOptions(string searched)
{
    public Option<string?> Search { get; } = new("--search") { Description = $"Only those with this word in {searched}", HelpName = "WORD" };

    public Option<int> Limit { get; } = new("--limit", "-n") { Description = "How many", DefaultValueFactory = _ => 100, HelpName = "N" };

    public Option<int> Offset { get; } = new("--offset") { Description = "How many to leave out, from the first", HelpName = "N" };

    public ApiCommand AddTo(ApiCommand command)
    {
        command.Add(Search);
        command.Add(Limit);
        command.Add(Offset);
        return command;
    }

    public string Query(ApiCall call) =>
        $"limit={call.Value(Limit)}&offset={call.Value(Offset)}{(call.Value(Search) is { } word ? $"&search={Uri.EscapeDataString(word)}" : "")}";

    /// <summary>Says where the page is beyond the end, and what shows the next one.</summary>
    /// <param name="shown">How many there are on the page.</param>
    /// <param name="total">How many match.</param>
    /// <param name="command">What was typed, without what this adds.</param>
    /// <param name="last">What is next after the last page.</param>
    public void Tell(ApiCall call, int shown, int total, string command, string last)
    {
        var (end, isBeyond) = (call.Value(Offset) + shown, shown == 0 && total > 0);
        if (isBeyond)
        {
            call.Context.Error.WriteLine($"--offset {call.Value(Offset)} is beyond the last of {total}.");
        }

        string[] search = call.Value(Search) is { } word ? ["--search", word] : [];
        call.Next(isBeyond ? $"{command} {Shell.Line(search)}".TrimEnd()
            : shown == 0 && search.Length > 0 ? command
            : end < total ? $"{command} {Shell.Line([.. search, "--limit", $"{call.Value(Limit)}", "--offset", $"{end}"])}, for the next of {total}"
            : last);
    }
}
