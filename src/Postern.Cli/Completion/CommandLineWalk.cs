using System.CommandLine;

namespace Postern.Cli.Completion;

/// <summary>Where the last word of an unfinished command line stands.</summary>
/// <param name="Command">The command that it belongs to.</param>
/// <param name="Option">The option whose value it is; null where it is none.</param>
/// <param name="Argument">The argument whose value it may be; null where no more are taken.</param>
/// <param name="Before">The arguments before it, without options.</param>
/// <param name="Word">What is there of it.</param>
/// <param name="IsOther">Whether it is another program's, after <c>--</c>.</param>
internal sealed record CommandLineWalk(Command Command, Option? Option, Argument? Argument, IReadOnlyList<string> Before, string Word, bool IsOther)
{
    /// <param name="root">The commands.</param>
    /// <param name="words">What was typed after the program's name; the last is the one to complete, which may be empty.</param>
    public static CommandLineWalk Along(Command root, IReadOnlyList<string> words)
    {
        var (command, before, isOther) = (root, new List<string>(), false);
        Option? pending = null;
        foreach (var word in words.SkipLast(1))
        {
            if (pending is not null)
            {
                pending = null;
            }
            else if (word == "--")
            {
                isOther = true;
            }
            else if (word.StartsWith('-'))
            {
                pending = Find(command, word) is { } option && TakesValue(option) ? option : null;
            }
            else if (before.Count == 0 && command.Subcommands.FirstOrDefault(c => c.Name == word) is { } next)
            {
                command = next;
            }
            else
            {
                before.Add(word);
            }
        }

        return new CommandLineWalk(command, pending, At(command, before.Count), before, words.Count == 0 ? "" : words[^1], isOther);
    }

    // A list takes all words that follow.
    private static Argument? At(Command command, int position) =>
        position < command.Arguments.Count ? command.Arguments[position]
        : command.Arguments.LastOrDefault() is { Arity.MaximumNumberOfValues: > 1 } list ? list
        : null;

    private static Option? Find(Command command, string word) => command.Options.FirstOrDefault(o => o.Name == word || o.Aliases.Contains(word));

    private static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);
}
