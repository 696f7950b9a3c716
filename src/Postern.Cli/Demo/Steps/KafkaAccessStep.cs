namespace Postern.Cli.Demo.Steps;

internal static class KafkaAccessStep
{
    private const int Brokers = 3;

    public static readonly DemoStep Step = new(
        "The provider switches Kafka on for PrivateLink",
        "Each broker gets a listener and a target group of its own, because clients must reach each of them. The ports of a connection are\nalways the same, so that they are ready before the customer's endpoint is there.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        (await run.Postern.RunAsync(["service", "update", "-c", "privatelink_access.kafka=true", run.Service], cancellationToken)).RequireSuccess();
        await run.Screen.UntilAsync("three healthy targets", DemoRun.Patience * 2, async cancellationToken =>
        {
            var (healthy, now) = await AccessStep.HealthAsync(run, cancellationToken);
            return (healthy && now.Split(',').Length == Brokers, now);
        }, cancellationToken);
        var listeners = await run.Provider.RunAsync("elbv2", "describe-listeners", ["--load-balancer-arn", run.LoadBalancerArn, "--query", "sort(Listeners[].Port)"], cancellationToken);
        run.Screen.Fact("listeners", listeners.ToJsonString());
    }
}
