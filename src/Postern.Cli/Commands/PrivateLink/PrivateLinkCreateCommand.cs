using System.CommandLine;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class PrivateLinkCreateCommand
{
    public static Command Create(CliContext context)
    {
        var (service, principals) = (ServiceArguments.Service(), PrivateLinkArguments.Principals());
        return new ApiCommand("create", "Create the PrivateLink of a service", context) { service, principals }.Does(async (call, cancellationToken) =>
        {
            var name = call.Value(service);
            var body = PrivateLinkArguments.Body(call.Value(principals));
            call.Print(await call.Api.PostAsync(PrivateLinkArguments.Path(call, name), body, cancellationToken), PrivateLinkArguments.Columns);
            call.Next($"postern service privatelink aws wait {name}");
        });
    }
}
