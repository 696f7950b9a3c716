using System.CommandLine;

namespace Postern.Cli.Commands;

/// <summary>A command that talks to the control plane, with the options that all of these share.</summary>
internal sealed class ApiCommand : Command
{
    private readonly CliContext _context;

    public ApiCommand(string name, string description, CliContext context)
        : base(name, description)
    {
        _context = context;
        Add(Project);
        Add(Json);
        Add(Format);
        Add(Verbose);
    }

    public Option<string?> Project { get; } = new("--project") { Description = "Project (default: POSTERN_PROJECT)", HelpName = "NAME" };
    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON" };
    public Option<string?> Format { get; } = new("--format") { Description = "Print each row by a format such as '{state} {plan}'", HelpName = "FORMAT" };
    public Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Print more" };

    public ApiCommand Does(Func<ApiCall, CancellationToken, Task> action) => Ends(async (call, cancellationToken) =>
    {
        await action(call, cancellationToken);
        return 0;
    });

    /// <summary>As <see cref="Does"/>, with an exit status of its own.</summary>
    public ApiCommand Ends(Func<ApiCall, CancellationToken, Task<int>> action)
    {
        SetAction(async (parse, cancellationToken) =>
        {
            using var call = new ApiCall(_context, parse, this);
            return await action(call, cancellationToken);
        });
        return this;
    }
}
