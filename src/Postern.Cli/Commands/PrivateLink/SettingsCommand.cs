using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class SettingsCommand
{
    private const string None = "none";

    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        var acceptance = new Option<bool?>("--acceptance-required") { Description = "Whether each endpoint waits until it is accepted by hand", HelpName = "true|false" };
        var most = new Option<string?>("--max-endpoints") { Description = "How many VPC endpoints may be connected; none: as many as the server allows", HelpName = "COUNT" };
        most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && text != None && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"--max-endpoints is '{text}'. Give a number, or {None}.");
            }
        });
        return new ApiCommand("settings", "Set how endpoints are accepted, and how many", context) { service, acceptance, most }.Does(async (call, cancellationToken) =>
        {
            var body = new JsonObject();
            if (call.Value(acceptance) is { } required)
            {
                body["acceptance_required"] = required;
            }

            if (call.Value(most) is { } count)
            {
                body["max_endpoints"] = count == None ? null : int.Parse(count, CultureInfo.InvariantCulture);
            }

            call.Print(await call.Api.PutAsync(PrivateLinkArguments.Path(call, call.Value(service), "settings"), body, cancellationToken), PrivateLinkArguments.Columns);
            call.Next($"postern service privatelink aws status {call.Value(service)}");
        });
    }
}
