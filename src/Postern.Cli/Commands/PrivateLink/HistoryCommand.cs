using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class HistoryCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("history", "List the states that the PrivateLink was in, the newest first", context) { service }.Does(async (call, cancellationToken) =>
        {
            call.Print((await call.GetAsync(PrivateLinkArguments.Path(call, call.Value(service), "history"), cancellationToken)).List("history"), ["state", "start_time", "end_time", "reason"]);
            call.Next($"postern service privatelink aws status {call.Value(service)}");
        });
    }
}
