using System.CommandLine;

namespace Postern.Cli.Commands;

/// <summary>A command that talks to the control plane, with the options that all of these share.</summary>
internal sealed class ApiCommand : Command
{
    private readonly CliContext _context;

    /// <param name="more">What --verbose shows; null where there is no more.</param>
    public ApiCommand(string name, string description, CliContext context, string? more = null)
        : base(name, description)
    {
        _context = context;
        Add(Project);
        Add(Json);
        Add(Format);
        (Verbose.Description, Verbose.Hidden) = (more, more is null); // avn takes it everywhere
        Add(Verbose);
    }

    public Option<string?> Project { get; } = new("--project") { Description = "Project (default: POSTERN_PROJECT, or that of the profile)", HelpName = "NAME" };
    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON" };
    public Option<string?> Format { get; } = new("--format") { Description = "Print each row by a format such as '{state} {plan}'; --json shows the names", HelpName = "FORMAT" };
    public Option<bool> Verbose { get; } = new("--verbose", "-v");

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
