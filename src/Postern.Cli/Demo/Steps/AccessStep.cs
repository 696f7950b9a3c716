using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class AccessStep
{
    public static readonly DemoStep Step = new(
        "The provider switches PostgreSQL on for PrivateLink",
        "The link carries nothing yet: each component of a service is switched on by itself. The load balancer gets a listener and a target\ngroup for it; a target takes traffic once two heartbeats in a row have found it well.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        (await run.Postern.RunAsync(["service", "update", "-c", "privatelink_access.pg=true", run.Service], cancellationToken)).RequireSuccess();
        await run.Screen.UntilAsync("the target to be healthy", DemoRun.Patience * 2, cancellationToken => HealthAsync(run, cancellationToken), cancellationToken);
        string[] info = ["service", "connection-info", "pg", "uri", run.Service, "-r", "privatelink"];
        await run.Screen.UntilAsync("a host on the privatelink route", DemoRun.Patience, async cancellationToken =>
        {
            var result = await run.Postern.QuietAsync(info, cancellationToken);
            run.PrivateUri = result.Exit == 0 ? result.Out.Trim() : "";
            return (result.Exit == 0, result.Exit == 0 ? "the service has the route privatelink" : "no privatelink route yet");
        }, cancellationToken);
        await run.Postern.RunAsync(info, cancellationToken);
        run.Screen.Fact("private URI", run.PrivateUri);
    }

    private static async Task<(bool Done, string Now)> HealthAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var groups = (await run.Provider.QuietAsync("elbv2", "describe-target-groups", ["--load-balancer-arn", run.LoadBalancerArn], cancellationToken)).List("TargetGroups");
        var states = new List<string>();
        foreach (var arn in groups.Select(group => group.Required("TargetGroupArn")))
        {
            var health = await run.Provider.QuietAsync("elbv2", "describe-target-health", ["--target-group-arn", arn], cancellationToken);
            states.AddRange(health.List("TargetHealthDescriptions").OfType<JsonObject>().Select(t => t["TargetHealth"].Text("State") ?? "unknown"));
        }
        return states.Count == 0
            ? (false, "no target yet")
            : (states.TrueForAll(s => s == "healthy"), $"target {string.Join(", ", states)}");
    }
}
