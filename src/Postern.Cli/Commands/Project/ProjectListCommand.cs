using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Project;

internal static class ProjectListCommand
{
    public static Command Create(CliContext context) =>
        new ApiCommand("list", "List projects", context, more: "Billing too").Does(async (call, cancellationToken) =>
        {
            var answer = await call.GetAsync(ApiClient.Path("project"), cancellationToken);
            call.Print(answer.List("projects"), call.Verbose ? ProjectDetailsCommand.Columns : ["project_name", "default_cloud"]);
            call.Next(answer.List("projects").FirstOrDefault().Text("project_name") is { } name ? $"postern service list --project {name}" : "postern project create NAME");
        });
}
