using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class KafkaDiagnosisStep
{
    public static readonly DemoStep Step = new(
        "What each hop on the way says",
        "The diagnosis walks from the customer's host name to the brokers, and asks each of them through the gateway what clients are told.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        string[] command = ["service", "privatelink", "aws", "diagnose", run.Service];
        await run.Screen.UntilAsync("every hop to work", DemoRun.Patience, async cancellationToken =>
        {
            var diagnosis = await run.Postern.JsonAsync(command, cancellationToken);
            var metadata = diagnosis.List("hops").FirstOrDefault(hop => hop.Text("hop") == "kafka_metadata");
            return (diagnosis.Text("verdict") == "ok" && metadata.Text("verdict") == "ok", $"{diagnosis.Text("verdict")}, Kafka metadata {metadata.Text("verdict") ?? "not there yet"}");
        }, cancellationToken);
        foreach (var line in (await run.Postern.RunAsync(command, cancellationToken)).RequireSuccess().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            run.Screen.Line("      " + line);
        }
    }
}
