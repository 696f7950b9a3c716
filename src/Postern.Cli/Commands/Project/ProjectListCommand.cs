using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Project;

internal static class ProjectListCommand
{
    public static Command Create(CliContext context) =>
        new ApiCommand("list", "List projects", context).Does(async (call, cancellationToken) =>
        {
            var answer = await call.GetAsync(ApiClient.Path("project"), cancellationToken);
            call.Print(answer.List("projects"), call.Verbose ? ProjectDetailsCommand.Columns : ["project_name", "default_cloud"]);
        });
}
