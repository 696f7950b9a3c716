using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.User;

internal static class UserCreateCommand
{
    public static Command Create(CliContext context)
    {
        var email = new Argument<string>("EMAIL") { Description = "Who it is; whoever was invited to projects is a member of them at once" };
        var name = new Option<string>("--real-name") { Description = "Name of the person", Required = true, HelpName = "NAME" };
        return new ApiCommand("create", "Make a user of the server, as its administrator; the password is asked for, or read from a pipe", context) { email, name }.Does(async (call, cancellationToken) =>
        {
            var body = new JsonObject { ["email"] = call.Value(email), ["real_name"] = call.Value(name), ["password"] = SecretPrompt.Choose(context, $"password of {call.Value(email)}") };
            var made = await call.Api.PostAsync(ApiClient.Path("user"), body, cancellationToken);
            context.Error.WriteLine($"{made.Required("user_email")} is a user, and changes the password with `postern user password-change`");
            call.Next($"postern project user-invite {made.Text("user_email")} --role ROLE");
        });
    }
}
