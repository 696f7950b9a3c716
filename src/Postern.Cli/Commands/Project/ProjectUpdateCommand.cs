using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Project;

internal static class ProjectUpdateCommand
{
    public static Command Create(CliContext context)
    {
        var cloud = ProjectCreateCommand.Cloud();
        var contacts = new ContactOptions();
        return new ApiCommand("update", "Change a project", context) { cloud, contacts.Emails, contacts.Nobody }.Does(async (call, cancellationToken) =>
        {
            var body = new JsonObject();
            if (call.Value(cloud) is { } wanted)
            {
                body["cloud"] = wanted;
            }

            contacts.Apply(call, body);
            if (body.Count == 0)
            {
                throw new UsageException($"Nothing is to be changed. Pass {cloud.Name}, {contacts.Emails.Name} or {contacts.Nobody.Name}.");
            }

            call.Print((await call.Api.PutAsync(call.InProject(), body, cancellationToken)).Object("project"), ["project_name", "default_cloud", "tech_emails"]);
            call.Next($"postern project details --verbose --project {call.Project}");
        });
    }
}
