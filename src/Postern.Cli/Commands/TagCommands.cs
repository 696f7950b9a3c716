using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands;

/// <summary>Names and values of one's own, by which programs find a project or a service.</summary>
internal sealed class TagCommands
{
    private readonly CliContext _context;
    private readonly Argument<string>? _service;

    private TagCommands(CliContext context, Argument<string>? service) => (_context, _service) = (context, service);

    private string What => _service is null ? "a project" : "a service";

    public static Command[] OfProject(CliContext context) => All(() => new(context, null));

    public static Command[] OfService(CliContext context) => All(() => new(context, ServiceArguments.Service()));

    private static Command[] All(Func<TagCommands> make) => [make().List(), make().Update(), make().Replace()];

    private ApiCommand List() => Create("list", $"List the tags of {What}").Does(async (call, cancellationToken) =>
    {
        var tags = (await call.GetAsync(Path(call), cancellationToken)).Object("tags");
        call.Print(new JsonArray([.. tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value?.DeepClone() })]), ["key", "value"]);
        call.Next(Line(call, "update --add-tag KEY=VALUE"));
    });

    private ApiCommand Update()
    {
        var add = Tags("--add-tag", "Tag to set; repeat for more");
        var remove = new Option<string[]>("--remove-tag") { Description = "Name of a tag to take away; repeat for more", HelpName = "KEY" };
        var command = Create("update", $"Set and take away tags of {What}; the others stay");
        command.Add(add);
        command.Add(remove);
        return command.Does(async (call, cancellationToken) =>
        {
            var (added, removed) = (call.Value(add) ?? [], call.Value(remove) ?? []);
            if (added.Length + removed.Length == 0)
            {
                throw new UsageException($"Nothing is to be changed. Pass {add.Name} KEY=VALUE or {remove.Name} KEY.");
            }

            await call.Api.PatchAsync(Path(call), new JsonObject { ["tags"] = TagText.Read(add.Name, added, removed) }, cancellationToken);
            Done(call);
        });
    }

    private ApiCommand Replace()
    {
        var wanted = Tags("--tag", "Tag that there is to be; repeat for more. Without any, none is left");
        var command = Create("replace", $"Replace all tags of {What}");
        command.Add(wanted);
        return command.Does(async (call, cancellationToken) =>
        {
            await call.Api.PutAsync(Path(call), new JsonObject { ["tags"] = TagText.Read(wanted.Name, call.Value(wanted) ?? []) }, cancellationToken);
            Done(call);
        });
    }

    private static Option<string[]> Tags(string name, string description) => new(name) { Description = description, HelpName = "KEY=VALUE" };

    private ApiCommand Create(string name, string description)
    {
        var command = new ApiCommand(name, description, _context);
        if (_service is not null)
        {
            command.Add(_service);
        }

        return command;
    }

    private void Done(ApiCall call)
    {
        _context.Error.WriteLine($"The tags of {(_service is null ? $"project {call.Project}" : call.Value(_service))} are changed");
        call.Next(Line(call, "list"));
    }

    private string Line(ApiCall call, string words) => _service is null ? $"postern project tags {words}" : $"postern service tags {words} {call.Value(_service)}";

    private string Path(ApiCall call) => _service is null ? call.InProject("tags") : call.InProject("service", call.Value(_service), "tags");
}
