using System.CommandLine;

namespace Postern.Cli.Commands.PrivateLink;

internal static class PrivateLinkGetCommand
{
    public static Command Create(CliContext context)
    {
        var service = PrivateLinkArguments.Service();
        return new ApiCommand("get", "Show the PrivateLink of a service", context) { service }.Does(async (call, cancellationToken) =>
            call.Print(await call.GetAsync(PrivateLinkArguments.Path(call, call.Value(service)), cancellationToken), PrivateLinkArguments.Columns));
    }
}
