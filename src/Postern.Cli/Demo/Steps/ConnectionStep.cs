using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class ConnectionStep
{
    public static readonly DemoStep Step = new(
        "The provider sees the connection",
        "Postern watches the endpoint service and lists every endpoint that is attached to it.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        (await run.Postern.RunAsync(["service", "privatelink", "aws", "refresh", run.Service], cancellationToken)).RequireSuccess();
        string[] list = ["service", "privatelink", "aws", "connection", "list", run.Service];
        await run.Screen.UntilAsync("one active connection", DemoRun.Patience, async cancellationToken =>
        {
            var connections = (await run.Postern.JsonAsync(list, cancellationToken)).AsArray();
            var states = string.Join(", ", connections.Select(c => $"{c.Text("vpc_endpoint_id")} {c.Text("state")}"));
            return (connections.Count == 1 && connections[0].Text("state") == "active", states.Length > 0 ? states : "no connection yet");
        }, cancellationToken);
        var shown = (await run.Postern.RunAsync(list, cancellationToken)).RequireSuccess();
        foreach (var line in shown.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            run.Screen.Line($"      {line}");
        }
    }
}
