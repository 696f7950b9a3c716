using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

internal static class ConnectionPoolListCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("connection-pool-list", "List the connection pools of a PostgreSQL service", context) { service }.Does(async (call, cancellationToken) =>
        {
            call.Print(
                (await call.GetAsync(call.InProject("service", call.Value(service)), cancellationToken)).Object("service").List("connection_pools"),
                ["pool_name", "database", "username", "pool_mode", "pool_size"]);
            call.Next($"postern service connection-info pg uri {call.Value(service)}");
        });
    }
}
