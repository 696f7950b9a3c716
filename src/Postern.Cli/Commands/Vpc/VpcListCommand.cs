using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Vpc;

internal static class VpcListCommand
{
    public static Command Create(CliContext context) =>
        new ApiCommand("list", "List project VPCs", context).Does(async (call, cancellationToken) =>
            call.Print((await call.GetAsync(call.InProject("vpcs"), cancellationToken)).List("vpcs"), VpcColumns.For(call)));
}
