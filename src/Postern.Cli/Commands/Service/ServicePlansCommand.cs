using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

internal static class ServicePlansCommand
{
    public static Command Create(CliContext context)
    {
        var type = new Option<string?>("--service-type", "-t") { Description = "Only this type", HelpName = "TYPE" };
        var cloud = ServiceArguments.Cloud();
        return new ApiCommand("plans", "List plans", context) { type, cloud }.Does(async (call, cancellationToken) =>
        {
            var types = (await call.GetAsync(call.InProject("service_types"), cancellationToken)).Object("service_types");
            if (call.Value(type) is { } wanted && !types.ContainsKey(wanted))
            {
                throw new CliException($"There is no service type {wanted}. There are: {string.Join(", ", types.Select(t => t.Key))}.");
            }
            var rows = types.Where(t => call.Value(type) is null || t.Key == call.Value(type))
                .SelectMany(t => t.Value.List("service_plans")).SelectMany(plan => Rows(plan, call.Value(cloud)));
            call.Next($"postern service create NAME -t {call.Value(type) ?? "TYPE"} -p PLAN --cloud CLOUD --project-vpc-id ID");
            call.Print(new JsonArray([.. rows]), ["service_type", "service_plan", "cloud_name", "node_count", "node_cpu_count", "node_memory_mb", "disk_space_mb", "price_usd"]);
        });
    }

    private static IEnumerable<JsonNode> Rows(JsonNode? plan, string? cloud) =>
        plan.Object("regions").Where(r => cloud is null || r.Key == cloud).Select(region => new JsonObject
        {
            ["service_type"] = plan.Text("service_type"),
            ["service_plan"] = plan.Text("service_plan"),
            ["cloud_name"] = region.Key,
            ["node_count"] = plan?["node_count"]?.DeepClone(),
            ["node_cpu_count"] = region.Value?["node_cpu_count"]?.DeepClone(),
            ["node_memory_mb"] = region.Value?["node_memory_mb"]?.DeepClone(),
            ["disk_space_mb"] = region.Value?["disk_space_mb"]?.DeepClone(),
            ["price_usd"] = region.Value.Text("price_usd"),
        });
}
