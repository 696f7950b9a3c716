using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

internal static class ServiceTypesCommand
{
    public static Command Create(CliContext context) =>
        new ApiCommand("types", "List service types", context, more: "Their settings instead").Does(async (call, cancellationToken) =>
        {
            var types = (await call.GetAsync(call.InProject("service_types"), cancellationToken)).Object("service_types");
            if (call.Verbose && !call.Json)
            {
                Settings(call, types);
                call.Next("postern service update -c SETTING=VALUE SERVICE");
                return;
            }
            var rows = types.Select(t => (JsonNode)new JsonObject { ["service_type"] = t.Key, ["description"] = t.Value.Text("description") });
            call.Print(new JsonArray([.. rows]), ["service_type", "description"]);
            call.Next("postern service plans -t TYPE");
        });

    private static void Settings(ApiCall call, JsonObject types)
    {
        var rows = new JsonArray();
        foreach (var (type, value) in types)
        {
            foreach (var name in UserConfig.Names(value.Object("user_config_schema"), ""))
            {
                rows.Add((JsonNode)new JsonObject { ["service_type"] = type, ["setting"] = name });
            }
        }
        call.Print(rows, ["service_type", "setting"]);
    }
}
