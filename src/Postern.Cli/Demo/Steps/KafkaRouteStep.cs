using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class KafkaRouteStep
{
    public static readonly DemoStep Step = new(
        "The customer gets certificates and a command",
        "The host is the connection's own; the certificate is the service's, and opens no other service.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        await run.Screen.UntilAsync("every broker on the privatelink route", DemoRun.Patience, async cancellationToken =>
        {
            var service = await run.Postern.JsonAsync(["service", "get", run.Service], cancellationToken);
            var ports = service.List("components").Where(c => c.Text("component") == "kafka" && c.Text("route") == "privatelink").Select(c => c.Text("port")).ToList();
            return (ports.Count == 3, ports.Count == 0 ? "no privatelink route yet" : $"brokers at {string.Join(", ", ports)}");
        }, cancellationToken);
        (await run.Postern.RunAsync(["service", "user-creds-download", run.Service, "-d", run.Folder], cancellationToken)).RequireSuccess();
        string[] files = ["--ca", Path.Combine(run.Folder, "ca.pem"), "--client-cert", Path.Combine(run.Folder, "service.crt"), "--client-key", Path.Combine(run.Folder, "service.key")];
        var line = (await run.Postern.RunAsync(["service", "connection-info", "kcat", run.Service, "-r", "privatelink", .. files], cancellationToken)).RequireSuccess().Trim();
        run.Kcat = [.. line.Split(' ').Select(Local.Shell.Unquote)];
        run.Screen.Fact("bootstrap", run.Kcat[2]);
    }
}
