using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Local;

namespace Postern.Cli.Commands.User;

/// <summary><c>user login</c>: keeps a token in the profile's file.</summary>
internal static class UserLoginCommand
{
    public static Command Create(CliContext context)
    {
        var email = new Argument<string>("EMAIL") { Description = "Who you are" };
        var byToken = new Option<bool>("--token") { Description = "Ask for an access token, not for a password" };
        var url = new Option<string?>("--url") { Description = "Control plane (default: POSTERN_URL)", HelpName = "URL" };
        var project = new Option<string?>("--project") { Description = "Project of later commands (default: the first you are in)", HelpName = "NAME" };
        var command = new Command("login", "Sign in; later commands need no variables. POSTERN_PROFILE names one sign-in of several") { email, byToken, url, project };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var at = parse.GetValue(url) ?? context.Variable("POSTERN_URL") ?? throw new UsageException("Which control plane? Pass --url URL or set POSTERN_URL.");
            var who = parse.GetRequiredValue(email);
            var token = parse.GetValue(byToken)
                ? SecretPrompt.Read(context, $"access token of {who}")
                : await SignInAsync(at, who, context.Variable("POSTERN_PASSWORD") ?? SecretPrompt.Read(context, $"password of {who}"), context, cancellationToken);
            using var api = new ApiClient(at, token, context.Clock);
            var projects = (await api.GetAsync(ApiClient.Path("project"), cancellationToken)).List("projects");
            var profiles = new Profiles(context.Environment);
            var chosen = parse.GetValue(project) ?? (projects.Count > 0 ? projects[0].Text("project_name") : null);
            profiles.Save(at, token, chosen);
            context.Out.WriteLine($"Signed in to {at} as {who}{(chosen is null ? "" : $", project {chosen}")}; kept in {profiles.FilePath}");
            context.Next(chosen is null ? "postern project list" : "postern service list");
            return 0;
        });
        return command;
    }

    private static async Task<string> SignInAsync(string url, string email, string password, CliContext context, CancellationToken cancellationToken)
    {
        using var api = new ApiClient(url, null, context.Clock);
        return (await api.PostAsync("/v1/userauth", new JsonObject { ["email"] = email, ["password"] = password }, cancellationToken)).Required("token");
    }
}
