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

    /// <summary>Whether there are targets, and all of them are healthy, as AWS says.</summary>
    public static async Task<(bool Done, string Now)> HealthAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var query = run.Provider.Query;
        var states = new List<string>();
        foreach (var arn in await query.AskAsync("elbv2", "DescribeTargetGroups", "TargetGroupArn", ("LoadBalancerArn", run.LoadBalancerArn), cancellationToken))
        {
            states.AddRange(await query.AskAsync("elbv2", "DescribeTargetHealth", "State", ("TargetGroupArn", arn), cancellationToken));
        }
        return states.Count == 0
            ? (false, "no target yet")
            : (states.TrueForAll(s => s == "healthy"), $"target {string.Join(", ", states)}");
    }
}
