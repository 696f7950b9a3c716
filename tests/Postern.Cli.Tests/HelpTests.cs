using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Postern.Cli.Output;

namespace Postern.Cli.Tests;

/// <summary>Every text of <c>--help</c>, as somebody reads it who knows nothing yet.</summary>
public sealed partial class HelpTests
{
    private static readonly RootCommand Tree = CommandTree.Create(new CliContext(TextWriter.Null, TextWriter.Null, new Dictionary<string, string>()));

    [Fact]
    public void Text_IsThere_BeginsWithACapital_AndEndsWithoutAStop()
    {
        var places = All(Tree).Where(c => !c.Hidden).SelectMany(c => new[] { (Where: Cli.Path(c), c.Description) }
            .Concat(c.Options.Where(o => !o.Hidden).Select(o => (Where: $"{Cli.Path(c)} {o.Name}", o.Description)))
            .Concat(c.Arguments.Select(a => (Where: $"{Cli.Path(c)} {a.Name}", a.Description))));

        Assert.All(places, place => Assert.True(place.Description is { Length: > 0 } text && char.IsUpper(text[0]) && (place.Where == "postern" || !text.EndsWith('.')), $"{place.Where}: '{place.Description}'"));
    }

    [Fact]
    public void Values_AreNamedInCapitals()
    {
        Assert.All(All(Tree).Where(c => !c.Hidden), c =>
        {
            Assert.All(c.Arguments, a => Assert.True(Value().IsMatch(a.Name), $"{Cli.Path(c)} {a.Name}"));
            Assert.All(c.Options.Where(o => o.ValueType != typeof(bool) && o.ValueType != typeof(void)), o => Assert.True(Value().IsMatch(o.HelpName ?? ""), $"{Cli.Path(c)} {o.Name} {o.HelpName}"));
        });
    }

    [Fact]
    public void Examples_AreOfCommandsThatThereAre_AndAreUnderstood()
    {
        Assert.Empty(HelpExamples.All.Keys.Except(All(Tree).Select(Cli.Path)));
        Assert.All(HelpExamples.All.Values.SelectMany(examples => examples), example =>
        {
            string[] words = [.. CommandLineParser.SplitCommandLine(Program().Match(example).Groups[1].Value)];
            Assert.Empty(Tree.Parse(words).Errors);
        });
    }

    [Fact]
    public async Task Help_EndsWithExamples()
    {
        var run = await CliRun.RunAsync([], terminal: false, "service", "privatelink", "aws", "wait", "--help");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains("Usage:\n  postern service privatelink aws wait <SERVICE> [options]", run.Out, StringComparison.Ordinal);
        Assert.Contains("Examples:\n  postern service privatelink aws wait my-pg --timeout 600\n", run.Out, StringComparison.Ordinal);
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    [GeneratedRegex("^([A-Z:=/-]+|[a-z]+([|…][A-Za-z]+)+)$")]
    private static partial Regex Value();

    // What the shell makes of the rest is not the program's.
    [GeneratedRegex("postern ?([^>)]*)")]
    private static partial Regex Program();
}
