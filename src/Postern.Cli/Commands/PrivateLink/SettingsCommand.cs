using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class SettingsCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        var acceptance = new Option<bool?>("--acceptance-required") { Description = "Whether each endpoint waits until it is accepted by hand", HelpName = "true|false" };
        var most = new Option<int?>("--max-endpoints") { Description = "How many VPC endpoints may be connected", HelpName = "COUNT" };
        return new ApiCommand("settings", "Set how endpoints are accepted, and how many", context) { service, acceptance, most }.Does(async (call, cancellationToken) =>
        {
            var body = new JsonObject();
            if (call.Value(acceptance) is { } required)
            {
                body["acceptance_required"] = required;
            }

            if (call.Value(most) is { } count)
            {
                body["max_endpoints"] = count;
            }

            call.Print(await call.Api.PutAsync(PrivateLinkArguments.Path(call, call.Value(service), "settings"), body, cancellationToken), PrivateLinkArguments.Columns);
            call.Next($"postern service privatelink aws status {call.Value(service)}");
        });
    }
}
