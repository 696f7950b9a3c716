using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Local;
using Postern.Cli.Output;

namespace Postern.Cli.Commands;

/// <summary>One run of an <see cref="ApiCommand"/>: its values, the client, the printer.</summary>
internal sealed class ApiCall(CliContext context, ParseResult parse, ApiCommand command) : IDisposable
{
    private readonly Printer _printer = new(context, parse.GetValue(command.Json), parse.GetValue(command.Format));

    public CliContext Context => context;
    public ApiClient Api { get; } = ApiClient.From(context);
    public bool Verbose => parse.GetValue(command.Verbose);
    public bool Json => parse.GetValue(command.Json);

    /// <summary>Whether one object is printed whole, for a program to read.</summary>
    public bool IsForScripts => Json || parse.GetValue(command.Format) is not null;

    public bool HasProject => OptionalProject is not null;

    private string? OptionalProject => parse.GetValue(command.Project) ?? context.Variable("POSTERN_PROJECT");

    public string Project => OptionalProject
        ?? throw new UsageException("No project is named. Pass --project NAME or set POSTERN_PROJECT.");

    public T? Value<T>(Option<T> option) => parse.GetValue(option);
    public T Value<T>(Argument<T> argument) => parse.GetRequiredValue(argument);
    public T? Optional<T>(Argument<T> argument) => parse.GetValue(argument);

    /// <summary>The path of something in the project.</summary>
    public string InProject(params ReadOnlySpan<string> segments) => ApiClient.Path(["project", Project, .. segments]);

    public Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken) => Api.GetAsync(path, cancellationToken);

    public void Print(JsonObject row, params IReadOnlyList<string> columns) => _printer.PrintOne(row, columns);
    public void Print(JsonArray rows, params IReadOnlyList<string> columns) => _printer.PrintMany(rows, columns);

    /// <summary>The next sensible step, for people: not where a program reads the answer.</summary>
    public void Next(string step)
    {
        if (!IsForScripts)
        {
            context.Next(parse.GetValue(command.Project) is { } project ? NextStepProject.Add(parse.RootCommandResult.Command, step, Shell.Quote(project)) : step);
        }
    }

    public void Dispose() => Api.Dispose();
}
