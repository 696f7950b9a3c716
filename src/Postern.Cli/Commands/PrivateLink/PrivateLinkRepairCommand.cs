using System.CommandLine;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class PrivateLinkRepairCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("repair", "Approve the repairs that status lists although they cut users off; see: plan repair", context) { service }.Does(async (call, cancellationToken) =>
        {
            call.Print(await call.Api.PostAsync(PrivateLinkArguments.Path(call, call.Value(service), "repair"), null, cancellationToken), PrivateLinkArguments.Columns);
            call.Next($"postern service privatelink aws status {call.Value(service)}");
        });
    }
}
