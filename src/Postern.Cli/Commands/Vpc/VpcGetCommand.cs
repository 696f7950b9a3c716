using System.CommandLine;

namespace Postern.Cli.Commands.Vpc;

internal static class VpcGetCommand
{
    public static Command Create(CliContext context)
    {
        var id = new Option<string>("--project-vpc-id") { Description = "The VPC", Required = true, HelpName = "ID" };
        return new ApiCommand("get", "Show a project VPC", context) { id }.Does(async (call, cancellationToken) =>
            call.Print(await call.GetAsync(call.InProject("vpcs", call.Value(id)!), cancellationToken), VpcColumns.For(call)));
    }
}
