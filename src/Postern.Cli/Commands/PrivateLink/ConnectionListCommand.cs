using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.PrivateLink;

internal static class ConnectionListCommand
{
    public static Command Create(CliContext context)
    {
        var service = PrivateLinkArguments.Service();
        return new ApiCommand("list", "List the VPC endpoints that are attached", context) { service }.Does(async (call, cancellationToken) =>
        {
            var answer = await call.GetAsync(PrivateLinkArguments.Path(call, call.Value(service), "connections"), cancellationToken);
            call.Print(answer.List("connections"), ["privatelink_connection_id", "vpc_endpoint_id", "dns_name", "state"]);
        });
    }
}
