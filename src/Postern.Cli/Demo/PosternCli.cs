using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Cli.Local;

namespace Postern.Cli.Demo;

/// <summary>Our own commands: those that call the API run in this process, those that run something in a VPC as a process.</summary>
internal sealed class PosternCli(LocalStack stack, CliContext context, DemoScreen screen)
{
    private readonly Dictionary<string, string> _variables = stack.Variables.ToDictionary(v => v.Name, v => v.Value);

    public Task<CommandResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        screen.Command(Shell.Line(["./postern", .. arguments]));
        return QuietAsync(arguments, cancellationToken);
    }

    /// <summary>The same without showing it: for asking the same thing many times.</summary>
    public async Task<CommandResult> QuietAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await Cli.RunAsync(arguments, new CliContext(output, error, _variables) { Clock = context.Clock }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new CommandResult(Shell.Line(["./postern", .. arguments]), exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that prints JSON.</summary>
    public async Task<JsonNode> JsonAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await QuietAsync([.. arguments, "--json"], cancellationToken);
        try
        {
            return JsonNode.Parse(result.RequireSuccess())!;
        }
        catch (JsonException)
        {
            throw new StepFailed($"`{result.Line}` to print JSON", result.Out);
        }
    }

    /// <summary>Runs a command on a new instance in a VPC.</summary>
    public async Task<CommandResult> ExecAsync(string vpc, IReadOnlyList<string> line, CancellationToken cancellationToken)
    {
        string[] arguments = ["region", "exec", "--vpc", vpc, "--", .. line];
        screen.Command(Shell.Line(["./postern", .. arguments]));
        var result = await ProgramRunner.RunAsync(Environment.ProcessPath!, arguments, _variables.ToDictionary(v => v.Key, v => (string?)v.Value), cancellationToken);
        return result with { Line = Shell.Line(["./postern", .. arguments]) };
    }
}
