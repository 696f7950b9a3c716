using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.User;

internal static class UserInfoCommand
{
    public static Command Create(CliContext context) =>
        new ApiCommand("info", "Show who you are and which projects you are in", context).Does(async (call, cancellationToken) =>
        {
            call.Print((await call.GetAsync(ApiClient.Path("me"), cancellationToken)).Object("user"), ["user", "real_name", "state", "auth", "projects"]);
            call.Next("postern project list");
        });
}
