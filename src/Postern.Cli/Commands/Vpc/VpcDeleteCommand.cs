using System.CommandLine;

namespace Postern.Cli.Commands.Vpc;

internal static class VpcDeleteCommand
{
    public static Command Create(CliContext context)
    {
        var id = VpcArguments.Id();
        return new ApiCommand("delete", "Delete a project VPC that no service is in", context, more: "Times of creation and change too") { id }.Does(async (call, cancellationToken) =>
        {
            var vpc = await call.Api.DeleteAsync(call.InProject("vpcs", call.Value(id)!), cancellationToken);
            call.Print(vpc, VpcArguments.Columns(call));
            call.Next("postern vpc list");
        });
    }
}
