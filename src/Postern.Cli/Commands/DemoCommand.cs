using System.CommandLine;

namespace Postern.Cli.Commands;

internal static class DemoCommand
{
    public static Command Create(CliContext context) => new("demo", "x");
}
