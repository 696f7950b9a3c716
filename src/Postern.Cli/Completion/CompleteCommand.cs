using System.CommandLine;
using System.CommandLine.Completions;

namespace Postern.Cli.Completion;

/// <summary>What the shells' scripts ask, and nobody else: each line is a word that may stand there, a tab, and what it is.</summary>
internal static class CompleteCommand
{
    public static Command Create(CliContext context, Func<Command> tree)
    {
        var words = new Argument<string[]>("words") { Description = "What was typed after `postern`, up to the word to complete", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("complete", "Tell a shell how a command line may go on") { words };
        command.Hidden = true;
        command.SetAction(async (parse, cancellationToken) =>
        {
            foreach (var candidate in await CandidatesAsync(tree(), parse.GetValue(words) ?? [], context, cancellationToken))
            {
                context.Out.WriteLine(candidate.Description is { Length: > 0 } text ? $"{candidate.Word}\t{text}" : candidate.Word);
            }

            return 0;
        });
        return command;
    }

    private static async Task<IEnumerable<Candidate>> CandidatesAsync(Command root, string[] words, CliContext context, CancellationToken cancellationToken)
    {
        var walk = CommandLineWalk.Along(root, words);
        if (walk.IsOther)
        {
            return [];
        }

        var places = walk.Option is { } option ? [option] : walk.Word.StartsWith('-') ? (Symbol[])[] : walk.Argument is { } argument ? [argument] : [];
        List<Candidate> candidates = walk.Option is not null ? []
            : walk.Word.StartsWith('-') ? [.. walk.Command.Options.Where(o => !o.Hidden).Select(o => new Candidate(o.Name, o.Description))]
            : [.. walk.Command.Subcommands.Where(c => !c.Hidden).Select(c => new Candidate(c.Name, c.Description))];
        foreach (var place in places)
        {
            candidates.AddRange(place.GetCompletions(CompletionContext.Empty).Select(item => new Candidate(item.Label, null)));
            candidates.AddRange(await LiveNames.OfAsync(place, walk.Before, Project(words) ?? context.Variable("POSTERN_PROJECT"), context, cancellationToken));
        }

        return candidates.Where(c => c.Word.StartsWith(walk.Word, StringComparison.Ordinal) && c.Word != "-").DistinctBy(c => c.Word).OrderBy(c => c.Word, StringComparer.Ordinal);
    }

    private static string? Project(string[] words) => Array.IndexOf(words, "--project") is >= 0 and var at && at + 1 < words.Length - 1 ? words[at + 1] : null;
}
