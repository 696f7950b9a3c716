using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Local;

namespace Postern.Cli.Commands.User;

/// <summary><c>user logout</c>: revokes the token and forgets it.</summary>
internal static class UserLogoutCommand
{
    public static Command Create(CliContext context)
    {
        var keep = new Option<bool>("--no-token-revoke") { Description = "Only forget the token; it stays good elsewhere" };
        var command = new Command("logout", "Sign out of the profile: revoke its token and forget it") { keep };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (profiles, own) = (new Profiles(context.Environment), new Dictionary<string, string>());
            profiles.AddTo(own);
            if (own.Count == 0)
            {
                throw new CliException($"Nobody is signed in as profile {profiles.Name}: {profiles.FilePath} has no such entry.");
            }

            if (!parse.GetValue(keep))
            {
                using var api = new ApiClient(own["POSTERN_URL"], own["POSTERN_TOKEN"], context.Clock);
                await api.DeleteAsync(ApiClient.Path("access_token", own["POSTERN_TOKEN"]), cancellationToken);
            }

            profiles.Remove();
            context.Out.WriteLine($"Signed out of {own["POSTERN_URL"]}");
            context.Next("postern user login EMAIL");
            return 0;
        });
        return command;
    }
}
