using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Commands.User;

namespace Postern.Cli.Commands.Service;

/// <summary>Who may sign in to a service; what they are given is read by <c>user-creds-download</c> and <c>service connect</c>.</summary>
internal static class ServiceUserCommands
{
    private const string FromPrompt = "-";

    public static Command Create(CliContext context)
    {
        var (service, user) = (ServiceArguments.Service(), Name());
        return new ApiCommand("user-create", "Create a user of a service; the server makes the password and, for Kafka, the certificate", context) { service, user }.Does(async (call, cancellationToken) =>
        {
            call.Print((await call.Api.PostAsync(Path(call, service), new JsonObject { ["username"] = call.Value(user) }, cancellationToken)).Object("user"), ["username", "type"]);
            call.Next($"postern service connect {call.Value(service)} -u {call.Value(user)}");
        });
    }

    public static Command Reset(CliContext context)
    {
        var (service, user) = (ServiceArguments.Service(), Name());
        var password = new Option<string?>("--new-password") { Description = $"Its new password (default: the server makes one); {FromPrompt} asks for it, or reads it from a pipe", HelpName = "PASSWORD" };
        return new ApiCommand("user-password-reset", "Give a user of a service new credentials; the old ones end", context) { service, user, password }.Does(async (call, cancellationToken) =>
        {
            var body = new JsonObject { ["operation"] = "reset-credentials" };
            if (call.Value(password) is { } given)
            {
                body["new_password"] = given == FromPrompt ? SecretPrompt.Read(context, "new password") : given;
            }

            var changed = await call.Api.PutAsync(Path(call, service, call.Value(user)!), body, cancellationToken);
            call.Print(new JsonArray([.. changed.Object("service").List("users").Where(one => one.Text("username") == call.Value(user)).Select(one => one!.DeepClone())]), ["username", "type"]);
            call.Next($"postern service connect {call.Value(service)} -u {call.Value(user)}");
        });
    }

    public static Command Delete(CliContext context)
    {
        var (service, user) = (ServiceArguments.Service(), Name());
        return new ApiCommand("user-delete", "Delete a user of a service; their sessions are cut", context) { service, user }.Does(async (call, cancellationToken) =>
        {
            await call.Api.DeleteAsync(Path(call, service, call.Value(user)!), cancellationToken);
            context.Error.WriteLine($"{call.Value(user)} is deleted");
            call.Next($"postern service user-list {call.Value(service)}");
        });
    }

    private static Option<string> Name() => new("--username", "-u") { Description = "User", Required = true, HelpName = "USER" };

    private static string Path(ApiCall call, Argument<string> service, params string[] user) => call.InProject(["service", call.Value(service)!, "user", .. user]);
}
