using System.CommandLine;

namespace Postern.Cli;

/// <summary>Runs one command line: exit 0 when it held, 1 when it failed, 2 when it was not understood.</summary>
internal static class Cli
{
    // No @file expansion: a psql argument or a password may begin with @.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliContext context, CancellationToken cancellationToken)
    {
        var parse = CommandTree.Create(context).Parse(args, Parser);
        if (parse.Errors.Count > 0)
        {
            return Refuse(parse, context);
        }
        var invocation = new InvocationConfiguration
        {
            Output = context.Out,
            Error = context.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parse.InvokeAsync(invocation, cancellationToken);
        }
        catch (CliException e)
        {
            context.Error.WriteLine($"postern: {OneLine(e.Message)}");
            return e.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"postern: {OneLine(e.Message)}");
            return 1;
        }
        catch (Exception e) when (context.Variable("POSTERN_DEBUG") is null)
        {
            context.Error.WriteLine($"postern: a mistake of ours, {e.GetType().Name}: {OneLine(e.Message)} Repeat it with POSTERN_DEBUG=1 for a report to send.");
            return 1;
        }
    }

    private static int Refuse(ParseResult parse, CliContext context)
    {
        var command = parse.CommandResult.Command;
        var path = Path(command);
        var mistakes = string.Join(" ", parse.Errors.Select(e => e.Message).Distinct());
        var cure = command.Subcommands.Count > 0 && command.Action is null
            ? $"Commands of `{path}`: {string.Join(", ", command.Subcommands.Select(c => c.Name))}."
            : $"See `{path} --help`.";
        context.Error.WriteLine($"postern: {OneLine(mistakes)} {cure}");
        return 2;
    }

    /// <summary>What is typed for it, from <c>postern</c> on.</summary>
    public static string Path(Command command)
    {
        var names = new List<string>();
        for (Symbol? symbol = command; symbol is Command and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
        {
            names.Insert(0, symbol.Name);
        }
        names.Insert(0, "postern");
        return string.Join(' ', names);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal).Trim(); // the parser lists a value a line, each after a tab
}
