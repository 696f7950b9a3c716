using System.CommandLine.Parsing;

namespace Postern.Cli.Tests;

/// <summary>What the pages tell people to type is understood.</summary>
public sealed class DocumentedCommandsTests
{
    [Fact]
    public void CliPage_EveryCommand_IsUnderstood()
    {
        var tree = CommandTree.Create(new CliContext(TextWriter.Null, TextWriter.Null, new Dictionary<string, string>()));
        var commands = File.ReadLines(Path.Combine(Checkout.Root, "docs", "cli.md")).Where(line => line.StartsWith("postern ", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(commands);
        Assert.All(commands, line => Assert.Empty(tree.Parse([.. CommandLineParser.SplitCommandLine(line.Split(" > ")[0]).Skip(1)]).Errors));
    }
}
