using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.User;

/// <summary>Tokens that programs sign in with.</summary>
internal static class AccessTokenCommands
{
    public static Command Create(CliContext context)
    {
        var description = new Option<string>("--description") { Description = "What it is for", Required = true, HelpName = "TEXT" };
        var age = new Option<long?>("--max-age-seconds") { Description = "Age at which it expires (default: it does not)", HelpName = "SECONDS" };
        var extend = new Option<bool>("--extend-when-used") { Description = "Count its age from its last use" };
        return new ApiCommand("create", "Make a token; it is shown this once", context) { description, age, extend }.Does(async (call, cancellationToken) =>
        {
            var body = new JsonObject { ["description"] = call.Value(description), ["extend_when_used"] = call.Value(extend), ["max_age_seconds"] = call.Value(age) };
            call.Print(await call.Api.PostAsync(ApiClient.Path("access_token"), body, cancellationToken), ["expiry_time", "description", "max_age_seconds", "extend_when_used", "full_token"]);
            call.Next("keep it in a secret store; programs take it from POSTERN_TOKEN, and `postern user login EMAIL --token` asks for it");
        });
    }

    public static Command List(CliContext context) =>
        new ApiCommand("list", "List your tokens", context).Does(async (call, cancellationToken) =>
        {
            call.Print((await call.GetAsync(ApiClient.Path("access_token"), cancellationToken)).List("tokens"), ["expiry_time", "token_prefix", "description", "last_used_time", "last_ip"]);
            call.Next("postern user access-token revoke PREFIX, for one that is not needed any more");
        });

    public static Command Revoke(CliContext context)
    {
        var prefix = new Argument<string>("TOKEN") { Description = "Token, or its prefix as in `list`" };
        return new ApiCommand("revoke", "Make a token useless", context) { prefix }.Does(async (call, cancellationToken) =>
        {
            await call.Api.DeleteAsync(ApiClient.Path("access_token", call.Value(prefix)), cancellationToken);
            context.Error.WriteLine($"{call.Value(prefix)} is revoked");
            call.Next("postern user access-token list");
        });
    }
}
