using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

/// <summary>Single principals, where <c>update</c> replaces the whole list.</summary>
internal static class PrincipalCommands
{
    public static Command Add(CliContext context) => Create("add", "Allow more principals; the others stay", context, removes: false);

    public static Command Remove(CliContext context) => Create("remove", "No longer allow principals; their connections stay unless --reject-connections", context, removes: true);

    private static ApiCommand Create(string name, string description, CliContext context, bool removes)
    {
        var service = ServiceArguments.Service();
        var arns = new Argument<string[]>("ARN") { Description = "ARN of an account root, user or role", Arity = ArgumentArity.OneOrMore };
        var reject = new Option<bool>("--reject-connections") { Description = "Also cut the connections of accounts that are no longer allowed" };
        var command = new ApiCommand(name, description, context) { service, arns };
        if (removes)
        {
            command.Add(reject);
        }

        return command.Does(async (call, cancellationToken) =>
        {
            var principals = new JsonArray([.. call.Value(arns).Select(arn => JsonValue.Create(arn))]);
            var body = new JsonObject { [removes ? "remove" : "add"] = principals };
            if (removes)
            {
                body["reject_connections"] = call.Value(reject);
            }

            call.Print(await call.Api.PostAsync(PrivateLinkArguments.Path(call, call.Value(service), "principals"), body, cancellationToken), PrivateLinkArguments.Columns);
            call.Next($"postern service privatelink aws status {call.Value(service)}, until AWS allows the same");
        });
    }
}
