using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Webhook;

internal static class WebhookDeliveriesCommand
{
    public static Command Create(CliContext context)
    {
        var (id, page) = (WebhookCommands.Id(), new PageOptions("the event's type or the last error"));
        return page.AddTo(new ApiCommand("deliveries", "List how telling a webhook went in the last seven days, the newest first", context) { id }).Does(async (call, cancellationToken) =>
        {
            var answer = await call.GetAsync($"{WebhookCommands.Path(call, call.Value(id), "deliveries")}?{page.Query(call)}", cancellationToken);
            var deliveries = answer.List("deliveries");
            call.Print(deliveries, ["delivery_id", "event_type", "create_time", "state", "attempts", "last_status", "next_attempt_time", "last_error"]);
            page.Tell(call, deliveries.Count, answer.Number("total"), $"postern webhook deliveries {call.Value(id)}", $"postern webhook test {call.Value(id)}");
        });
    }
}
