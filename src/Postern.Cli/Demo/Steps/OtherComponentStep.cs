using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class OtherComponentStep
{
    private const string Component = "schema_registry";

    public static readonly DemoStep Step = new(
        "Components are switched on one by one",
        "Schema Registry has a port of its own beside the brokers'. This installation has no program for it, so its target stays unhealthy,\nand it does not become visible on the route; the brokers are as they were.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        (await run.Postern.RunAsync(["service", "update", "-c", $"{Component}=true", "-c", $"privatelink_access.{Component}=true", run.Service], cancellationToken)).RequireSuccess();
        await run.Screen.UntilAsync("a listener whose target does not answer", DemoRun.Patience, async cancellationToken =>
        {
            var status = await run.Postern.JsonAsync(["service", "privatelink", "aws", "status", run.Service], cancellationToken);
            var states = status.List("routes").GroupBy(r => r.Text("component")!, r => r.Text("state")!).ToDictionary(g => g.Key, g => string.Join(", ", g.Distinct()));
            return (states.GetValueOrDefault("kafka") == "healthy" && states.GetValueOrDefault(Component) is "unhealthy" or "fail-open", string.Join("; ", states.Select(s => $"{s.Key} {s.Value}")));
        }, cancellationToken);
        (await run.Postern.RunAsync(["service", "update", "-c", $"privatelink_access.{Component}=false", run.Service], cancellationToken)).RequireSuccess();
    }
}
