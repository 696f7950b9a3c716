using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Webhook;

/// <summary>Where a project wants to be told what happens to its PrivateLinks.</summary>
internal static class WebhookCommands
{
    private static readonly IReadOnlyList<string> Columns = ["webhook_id", "url", "description", "created_by", "create_time"];

    public static Command List(CliContext context) =>
        new ApiCommand("list", "List the webhooks of a project", context).Does(async (call, cancellationToken) =>
        {
            var webhooks = (await call.GetAsync(Path(call), cancellationToken)).List("webhooks");
            call.Print(webhooks, Columns);
            call.Next(webhooks is [var first, ..] ? $"postern webhook deliveries {first.Text("webhook_id")}" : "postern webhook create URL");
        });

    public static Command Create(CliContext context)
    {
        var url = new Argument<string>("URL") { Description = "Where each message is sent with POST: https, at an address of the internet" };
        var description = new Option<string?>("--description") { Description = "What it is for", HelpName = "TEXT" };
        return new ApiCommand("create", "Have a program told what happens to PrivateLinks and their connections; the secret that it checks messages with is shown this once", context) { url, description }.Does(async (call, cancellationToken) =>
        {
            var answer = await call.Api.PostAsync(Path(call), new JsonObject { ["url"] = call.Value(url), ["description"] = call.Value(description) ?? "" }, cancellationToken);
            var made = (JsonObject)answer.Object("webhook").DeepClone();
            made["secret"] = answer.Required("secret");
            call.Print(made, ["webhook_id", "url", "description", "secret"]);
            call.Next($"keep the secret where your program reads it; then postern webhook test {made.Text("webhook_id")}");
        });
    }

    public static Command Get(CliContext context)
    {
        var id = Id();
        return new ApiCommand("get", "Show a webhook", context) { id }.Does(async (call, cancellationToken) =>
        {
            var found = (await call.GetAsync(Path(call), cancellationToken)).List("webhooks").OfType<JsonObject>().FirstOrDefault(webhook => webhook.Text("webhook_id") == call.Value(id));
            call.Print(found ?? throw new CliException($"Project {call.Project} has no webhook '{call.Value(id)}'. `postern webhook list` shows those that it has."), Columns);
            call.Next($"postern webhook deliveries {call.Value(id)}");
        });
    }

    public static Command Test(CliContext context)
    {
        var id = Id();
        return new ApiCommand("test", "Send a message that says nothing but that it arrives", context) { id }.Does(async (call, cancellationToken) =>
        {
            call.Print((await call.Api.PostAsync(Path(call, call.Value(id), "test"), null, cancellationToken)).Object("delivery"), ["delivery_id", "event_type", "state", "create_time"]);
            call.Next($"postern webhook deliveries {call.Value(id)}, to see whether it arrived");
        });
    }

    public static Command Delete(CliContext context)
    {
        var id = Id();
        return new ApiCommand("delete", "Delete a webhook, and what is still to be delivered to it", context) { id }.Does(async (call, cancellationToken) =>
        {
            await call.Api.DeleteAsync(Path(call, call.Value(id)), cancellationToken);
            context.Error.WriteLine($"{call.Value(id)} is deleted");
            call.Next("postern webhook list");
        });
    }

    public static Argument<string> Id() => new("WEBHOOK") { Description = "Id of the webhook" };

    public static string Path(ApiCall call, params ReadOnlySpan<string> rest) => call.InProject(["webhooks", .. rest]);
}
