using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class PrivateLinkGetCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("get", "Show the PrivateLink of a service", context) { service }.Does(async (call, cancellationToken) =>
        {
            var (name, link) = (call.Value(service), await call.GetAsync(PrivateLinkArguments.Path(call, call.Value(service)), cancellationToken));
            call.Print(link, PrivateLinkArguments.Columns);
            call.Next($"postern service privatelink aws {link.Text("state") switch { "active" => "status", "deleting" => "wait --deleted", _ => "wait" }} {name}");
        });
    }
}
