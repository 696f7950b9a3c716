using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.PrivateLink;

internal static class PrivateLinkListCommand
{
    public static Command Create(CliContext context)
    {
        var page = new PageOptions("the service's name or type, or in AWS's ids, principals, endpoints and accounts");
        var all = new Option<bool>("--all-projects") { Description = "Those of every project on the server; for its administrators" };
        var waiting = new Option<bool>("--waiting") { Description = "Only those where an endpoint waits to be accepted" };
        return page.AddTo(new ApiCommand("list", "List the PrivateLinks of a project, or of all", context) { all, waiting }).Does(async (call, cancellationToken) =>
        {
            var path = call.Value(all) ? ApiClient.Path("privatelinks") : call.InProject("privatelinks");
            var answer = await call.GetAsync($"{path}?endpoint_limit=0&{page.Query(call)}{(call.Value(waiting) ? "&waiting=true" : "")}", cancellationToken);
            var links = new JsonArray([.. answer.List("privatelinks").Select(row => call.Value(all) ? WithProject(row) : row?.DeepClone())]);
            string[] columns = ["service_name", "state", "endpoint_counts.available", "endpoint_counts.pending_acceptance", "aws_service_name", "seen_at"];
            call.Print(links, [.. call.Value(all) ? ["project"] : Array.Empty<string>(), .. columns, .. links.Any(link => link.Text("reason") is not null) ? ["reason"] : Array.Empty<string>()]);
            var command = $"postern service privatelink list{(call.Value(all) ? " --all-projects" : "")}";
            page.Tell(call, links.Count, answer.Number("total"), $"{command}{(call.Value(waiting) ? " --waiting" : "")}", links.Count == 0 && call.Value(waiting) ? command : Next(links));
        });
    }

    /// <summary>One object, with the keys of a project's own list and the project.</summary>
    private static JsonObject WithProject(JsonNode? row) =>
        new([KeyValuePair.Create("project", row?["project"]?.DeepClone()), .. row?["privatelink"] is JsonObject link ? link.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())) : []]);

    private static string Next(JsonArray links) => links is [var first, ..]
        ? $"postern service privatelink aws status {first.Text("service_name")}{(first.Text("project") is { } project ? $" --project {project}" : "")}"
        : "postern service privatelink aws create --principal ARN SERVICE";
}
