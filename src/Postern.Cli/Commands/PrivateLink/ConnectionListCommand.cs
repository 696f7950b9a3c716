using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class ConnectionListCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("list", "List the VPC endpoints that are attached", context) { service }.Does(async (call, cancellationToken) =>
        {
            var answer = await call.GetAsync(PrivateLinkArguments.Path(call, call.Value(service), "connections"), cancellationToken);
            var (name, connections) = (call.Value(service), answer.List("connections"));
            call.Print(connections, ["privatelink_connection_id", "vpc_endpoint_id", "dns_name", "state"]);
            call.Next(connections.Count == 0 ? $"postern service privatelink aws snippet {name}, for the customer to attach one" : $"postern service privatelink aws diagnose {name}");
        });
    }
}
