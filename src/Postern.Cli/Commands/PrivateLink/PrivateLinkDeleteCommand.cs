using System.CommandLine;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class PrivateLinkDeleteCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("delete", "Delete the PrivateLink of a service, its load balancer and endpoint service", context) { service }.Does(async (call, cancellationToken) =>
        {
            var name = call.Value(service);
            call.Print(await call.Api.DeleteAsync(PrivateLinkArguments.Path(call, name), cancellationToken), PrivateLinkArguments.Columns);
            call.Next($"postern service privatelink aws wait --deleted {name}");
        });
    }
}
