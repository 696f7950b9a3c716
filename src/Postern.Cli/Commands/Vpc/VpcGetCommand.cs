using System.CommandLine;

namespace Postern.Cli.Commands.Vpc;

internal static class VpcGetCommand
{
    public static Command Create(CliContext context)
    {
        var id = VpcArguments.Id();
        return new ApiCommand("get", "Show a project VPC", context, more: "Times of creation and change too") { id }.Does(async (call, cancellationToken) =>
        {
            var vpc = await call.GetAsync(call.InProject("vpcs", call.Value(id)!), cancellationToken);
            call.Print(vpc, VpcArguments.Columns(call));
            call.Next(VpcArguments.Next(vpc));
        });
    }
}
