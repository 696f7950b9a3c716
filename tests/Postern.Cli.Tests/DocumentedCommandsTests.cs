using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Postern.Cli.Local;

namespace Postern.Cli.Tests;

/// <summary>What the pages tell people to type is understood. Pages that say so are also run, by the end-to-end tests.</summary>
public sealed partial class DocumentedCommandsTests
{
    public static TheoryData<string> Pages() =>
        [.. ((string[])["README.md", "CONTRIBUTING.md"]).Concat(Directory.GetFiles(Path.Combine(Checkout.Root, "docs"), "*.md").Select(p => "docs/" + Path.GetFileName(p))).Where(p => Commands(p).Any())];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_EveryCommand_IsUnderstood(string page)
    {
        var tree = CommandTree.Create(new CliContext(TextWriter.Null, TextWriter.Null, new Dictionary<string, string>()));

        Assert.All(Commands(page), line =>
        {
            string[] words = [.. CommandLineParser.SplitCommandLine(line)];
            Assert.True(Binaries.PassThrough(words) is not null || tree.Parse(words).Errors.Count == 0, line + ": " + string.Join(" ", tree.Parse(words).Errors.Select(e => e.Message)));
        });
    }

    /// <summary>The lines of a page's blocks that run the program, without its name and without what the shell makes of the rest.</summary>
    private static IEnumerable<string> Commands(string page) =>
        File.Exists(Path.Combine(Checkout.Root, page))
            ? from block in Block().Matches(Checkout.Read(page))
              from line in block.Groups[1].Value.Split('\n')
              where Program().IsMatch(line)
              select Shell().Replace(Program().Replace(line, ""), "")
            : [];

    [GeneratedRegex(@"^```sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^(\. <\()?(\./)?postern ")]
    private static partial Regex Program();

    [GeneratedRegex(@"(\)|\s)\s*(#|\||>|&|2>|<).*$|\)$")]
    private static partial Regex Shell();
}
