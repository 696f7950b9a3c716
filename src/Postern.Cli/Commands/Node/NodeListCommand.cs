using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.Node;

internal static class NodeListCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("list", "List the nodes of a service: those that operators registered, or those that Postern made", context) { service }.Does(async (call, cancellationToken) =>
        {
            var (name, nodes) = (call.Value(service), await RegisteredNodes.ReadAsync(call, call.Value(service), cancellationToken));
            if (nodes.IsRegistered)
            {
                call.Print(nodes.All, RegisteredNodes.ColumnsOf(nodes.All));
                call.Next(Next(nodes, name));
                return;
            }

            var made = (await call.GetAsync(call.InProject("service", name), cancellationToken)).Object("service");
            call.Print(made.List("node_states"), ["name", "role", "state", "availability_zone"]);
            call.Next(ServiceArguments.Next(made));
        });
    }

    private static string Next(RegisteredNodes nodes, string service)
    {
        JsonNode?[] gateways = [.. nodes.All.Where(node => node.Text("broker") is not null || node.Text("gateway") == "true")];
        return nodes.All switch
        {
            [] => $"postern service node register {service} NAME --address ADDRESS --port COMPONENT=PORT",
            _ when nodes.All.Any(node => node.Text("placed") == "false") => $"postern service node list {service}, until load balancers lead to each node that is to have them (placed)",
            _ when gateways.Any(node => node.Text("gateway_seen_at") is null) => $"postern service gateway-token create {service}, for the gateways that have not asked yet",
            _ when gateways.Any(node => node.Text("gateway_version") != nodes.Version) => $"postern service node list {service}, until every gateway holds version {nodes.Version}",
            _ => $"postern service get {service}",
        };
    }
}
