using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

internal static class ServiceUserListCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("user-list", "List the users of a service", context) { service }.Does(async (call, cancellationToken) =>
        {
            call.Print((await call.GetAsync(call.InProject("service", call.Value(service)), cancellationToken)).Object("service").List("users"), ["username", "type"]);
            call.Next($"postern service connect {call.Value(service)} -u USER");
        });
    }
}
