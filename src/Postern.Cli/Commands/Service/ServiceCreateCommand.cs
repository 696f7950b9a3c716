using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

internal static class ServiceCreateCommand
{
    private static readonly IReadOnlyList<string> Columns = ["service_name", "service_type", "state", "cloud_name", "plan"];

    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        var type = new Option<string>("--service-type", "-t") { Description = "Type, or TYPE:PLAN", Required = true, HelpName = "TYPE" };
        var plan = new Option<string?>("--plan", "-p") { Description = "Plan, such as startup-4", HelpName = "PLAN" };
        var (cloud, vpc, noVpc) = (ServiceArguments.Cloud(), ServiceArguments.Vpc(), ServiceArguments.NoVpc());
        var settings = ServiceArguments.Settings();
        var protection = new Option<bool>("--enable-termination-protection") { Description = "Refuse to delete the service" };
        var mayExist = new Option<bool>("--no-fail-if-exists") { Description = "Succeed where the service exists already" };
        return new ApiCommand("create", "Create a service", context) { service, type, plan, cloud, vpc, noVpc, settings, protection, mayExist }.Does(async (call, cancellationToken) =>
        {
            var name = call.Value(service);
            var (wantedType, wantedPlan) = Split(call.Value(type)!, call.Value(plan));
            await ServiceVpc.RequireChoiceAsync(call, call.Value(cloud), call.Value(vpc), call.Value(noVpc), cancellationToken);
            var schema = await ServiceSchema.GetAsync(call, wantedType, cancellationToken);
            var body = new JsonObject
            {
                ["cloud"] = call.Value(cloud),
                ["plan"] = wantedPlan,
                ["service_integrations"] = new JsonArray(),
                ["service_name"] = name,
                ["service_type"] = wantedType,
                ["user_config"] = UserConfig.Build(schema, call.Value(settings) ?? [], []),
                ["termination_protection"] = call.Value(protection),
                ["static_ips"] = new JsonArray(),
            };
            ServiceVpc.Choose(body, call.Value(vpc), call.Value(noVpc));
            await PostAsync(call, body, call.Value(mayExist), cancellationToken);
            call.Next($"postern service wait {name}");
        });
    }

    private static async Task PostAsync(ApiCall call, JsonObject body, bool mayExist, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await call.Api.PostAsync(call.InProject("service"), body, cancellationToken);
            call.Print(answer.Object("service"), Columns);
        }
        catch (ApiException e) when (mayExist && e.Status == 409)
        {
            call.Context.Error.WriteLine($"Service {body.Text("service_name")} exists already.");
        }
    }

    private static (string Type, string Plan) Split(string type, string? plan)
    {
        var colon = type.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (type, plan ?? throw new UsageException($"No plan is named for type {type}. Pass --plan PLAN or -t {type}:PLAN; `postern service plans -t {type}` lists them."))
            : (type[..colon], plan ?? type[(colon + 1)..]);
    }
}
