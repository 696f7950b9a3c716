using System.CommandLine;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class PrivateLinkRefreshCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("refresh", "Look for new endpoints now", context) { service }.Does(async (call, cancellationToken) =>
        {
            await call.Api.PostAsync(PrivateLinkArguments.Path(call, call.Value(service), "refresh"), null, cancellationToken);
            call.Next($"postern service privatelink aws connection list {call.Value(service)}");
        });
    }
}
