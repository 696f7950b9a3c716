using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Vpc;

internal static class VpcListCommand
{
    public static Command Create(CliContext context) =>
        new ApiCommand("list", "List project VPCs", context, more: "Times of creation and change too").Does(async (call, cancellationToken) =>
        {
            var vpcs = (await call.GetAsync(call.InProject("vpcs"), cancellationToken)).List("vpcs");
            call.Print(vpcs, VpcArguments.Columns(call));
            call.Next(vpcs.Count == 0 ? "postern vpc create --cloud CLOUD --network-cidr 10.1.2.0/24" : VpcArguments.Next(vpcs[^1]));
        });
}
