using System.CommandLine;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class PrivateLinkUpdateCommand
{
    public static Command Create(CliContext context)
    {
        var (service, principals) = (ServiceArguments.Service(), PrivateLinkArguments.Principals());
        return new ApiCommand("update", "Replace the list of principals: name all that are to stay", context) { service, principals }.Does(async (call, cancellationToken) =>
        {
            var name = call.Value(service);
            var body = PrivateLinkArguments.Body(call.Value(principals));
            call.Print(await call.Api.PutAsync(PrivateLinkArguments.Path(call, name), body, cancellationToken), PrivateLinkArguments.Columns);
            call.Next($"postern service privatelink aws connection list {name}");
        });
    }
}
