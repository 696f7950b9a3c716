using System.CommandLine;
using System.Text.RegularExpressions;

namespace Postern.Cli.Output;

/// <summary>A next step for whoever named a project: without it the commands in it would be of another one.</summary>
internal static partial class NextStepProject
{
    /// <param name="root">The commands.</param>
    /// <param name="step">Words with commands among them; one that names its project already stays as it is.</param>
    public static string Add(Command root, string step, string project) => Named().IsMatch(step) ? step : Commands().Replace(step, found =>
    {
        var (command, words) = (root, "postern");
        foreach (var word in found.Value.Split(' ').Skip(1))
        {
            if (command.Subcommands.FirstOrDefault(c => c.Name == word) is not { } next)
            {
                break;
            }

            (command, words) = (next, $"{words} {word}");
        }

        return command.Options.Any(option => option.Name == "--project") ? $"{words} --project {project}{found.Value[words.Length..]}" : found.Value;
    });

    /// <summary>The option itself, not <c>--project-vpc-id</c>.</summary>
    [GeneratedRegex(@"--project(?![\w-])")]
    private static partial Regex Named();

    [GeneratedRegex(@"\bpostern( [a-z][a-z-]*)+")]
    private static partial Regex Commands();
}
