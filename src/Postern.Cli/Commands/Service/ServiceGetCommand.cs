using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

internal static class ServiceGetCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("get", "Show a service", context, more: "VPC, nodes and components too") { service }.Does(async (call, cancellationToken) =>
        {
            var answer = await call.GetAsync(call.InProject("service", call.Value(service)), cancellationToken);
            call.Print(answer.Object("service"), call.Verbose
                ? [.. ServiceArguments.Columns, "project_vpc_id", "node_states", "components"]
                : ServiceArguments.Columns);
            call.Next(ServiceArguments.Next(answer["service"]));
        });
    }
}
