using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class ServiceStep
{
    public static readonly DemoStep Postgres = new(
        "The provider runs PostgreSQL in it",
        "A real PostgreSQL server starts on an instance of that VPC, with TLS and a generated password.",
        RunAsync);

    public static readonly DemoStep Kafka = new(
        "The provider runs Kafka in it",
        "Three brokers for development (librdkafka's mock cluster, not Apache Kafka) start on an instance of that VPC, with Postern's gateway\nin front of them: TLS with client certificates, and one port for each broker.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var taken = (await run.Postern.JsonAsync(["service", "list"], cancellationToken)).AsArray().Select(s => s.Text("service_name")).ToHashSet();
        for (var n = 2; taken.Contains(run.Service); n++)
        {
            run.Service = $"{run.Kind.Name}-{n}";
        }
        string[] command = ["service", "create", run.Service, "-t", run.Kind.Type, "-p", run.Kind.Plan, "--cloud", run.Cloud, "--project-vpc-id", run.ProjectVpc];
        (await run.Postern.RunAsync(command, cancellationToken)).RequireSuccess();
        var service = await run.Postern.JsonAsync(["service", "get", run.Service], cancellationToken);
        await run.Screen.UntilAsync("the service to be RUNNING", DemoRun.Patience * 2, async cancellationToken =>
        {
            service = await run.Postern.JsonAsync(["service", "get", run.Service], cancellationToken);
            var nodes = string.Join(", ", service.List("node_states").Select(n => $"{n.Text("name")} {n.Text("state")}"));
            return (service.Text("state") == "RUNNING", $"state {service.Text("state")}{(nodes.Length > 0 ? $": {nodes}" : "")}");
        }, cancellationToken);
        var component = service.List("components").FirstOrDefault(c => c.Text("component") == run.Kind.Type && c.Text("route") == "dynamic");
        run.Port = component.Text("port") ?? throw new StepFailed($"a {run.Kind.Type} component on the dynamic route", service["components"]?.ToJsonString() ?? "none");
        run.Screen.Fact("service", $"{run.Service} at {component.Text("host")}:{run.Port}, inside the project VPC");
    }
}
