using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Project;

internal static class ProjectDeleteCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string>("NAME") { Description = "A project without services and VPCs" };
        return new ApiCommand("delete", "Delete an empty project", context) { name }.Does(async (call, cancellationToken) =>
        {
            await call.Api.DeleteAsync(ApiClient.Path("project", call.Value(name)), cancellationToken);
            context.Error.WriteLine($"{call.Value(name)} is deleted");
            call.Next("postern project list");
        });
    }
}
