using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Project;

internal static class ProjectCreateCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string>("NAME") { Description = "Up to 63 lower-case letters, digits and dashes" };
        var cloud = Cloud();
        var contacts = new ContactOptions();
        var parent = new Option<string?>("--parent-id") { Description = "Organization that it belongs to", HelpName = "ID" };
        return new ApiCommand("create", "Create a project", context) { name, cloud, parent, contacts.Emails }.Does(async (call, cancellationToken) =>
        {
            var body = new JsonObject { ["cloud"] = call.Value(cloud), ["project"] = call.Value(name) };
            if (call.Value(parent) is { } organization)
            {
                body["account_id"] = (await call.GetAsync(ApiClient.Path("organization", organization), cancellationToken)).Text("account_id");
            }

            body["use_source_project_billing_group"] = false;
            contacts.Apply(call, body);
            call.Print((await call.Api.PostAsync(ApiClient.Path("project"), body, cancellationToken)).Object("project"), ProjectDetailsCommand.Columns);
            call.Next($"postern vpc create --project {call.Value(name)} --cloud {call.Value(cloud) ?? "CLOUD"} --network-cidr 10.1.2.0/24");
        });
    }

    public static Option<string?> Cloud() => new("--cloud") { Description = "Cloud of its services by default, such as aws-eu-west-1", HelpName = "CLOUD" };
}
