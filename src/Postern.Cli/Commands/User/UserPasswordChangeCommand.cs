using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.User;

/// <summary><c>user password-change</c>: neither password is on the command line, where others on the machine could read it.</summary>
internal static class UserPasswordChangeCommand
{
    public static Command Create(CliContext context) =>
        new ApiCommand("password-change", "Change your password: the current one and the new one are asked for, or read from a pipe as two lines", context).Does(async (call, cancellationToken) =>
        {
            var body = new JsonObject { ["password"] = SecretPrompt.Read(context, "current password"), ["new_password"] = SecretPrompt.Choose(context, "new password") };
            var answer = await call.Api.PutAsync(ApiClient.Path("me", "password"), body, cancellationToken);
            context.Error.WriteLine(answer.Required("message"));
            call.Next("postern user login EMAIL, where you were signed in with the old one; access tokens stay good: postern user access-token list");
        });
}
