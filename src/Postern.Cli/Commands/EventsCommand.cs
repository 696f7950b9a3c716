using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands;

internal static class EventsCommand
{
    public static Command Create(CliContext context)
    {
        var limit = new Option<int>("--limit", "-n") { Description = "How many, newest first", DefaultValueFactory = _ => 100, HelpName = "N" };
        return new ApiCommand("events", "List what happened in a project, the newest first", context) { limit }.Does(async (call, cancellationToken) =>
        {
            var answer = await call.GetAsync($"{call.InProject("events")}?limit={call.Value(limit)}", cancellationToken);
            call.Print(answer.List("events"), ["time", "actor", "event_type", "service_name", "event_desc"]);
            call.Next(answer.List("events").Count < call.Value(limit) ? "postern service list" : $"postern events --limit {10 * call.Value(limit)}, for older ones");
        });
    }
}
