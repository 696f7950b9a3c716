using System.CommandLine;

namespace Postern.Cli.Commands.Vpc;

internal static class VpcDeleteCommand
{
    public static Command Create(CliContext context)
    {
        var id = new Option<string>("--project-vpc-id") { Description = "The VPC", Required = true, HelpName = "ID" };
        return new ApiCommand("delete", "Delete a project VPC that no service is in", context) { id }.Does(async (call, cancellationToken) =>
            call.Print(await call.Api.DeleteAsync(call.InProject("vpcs", call.Value(id)!), cancellationToken), VpcColumns.For(call)));
    }
}
