using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Output;

namespace Postern.Cli.Commands.Service;

internal static class ServiceWaitCommand
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static Command Create(CliContext context)
    {
        var services = new Argument<string[]>("services") { Description = "Names of the services", Arity = ArgumentArity.OneOrMore, HelpName = "SERVICE" };
        var timeout = new Option<double?>("--timeout") { Description = "Give up after so many seconds (default: never)", HelpName = "SECONDS" };
        return new ApiCommand("wait", "Wait until services are running", context) { services, timeout }.Does(async (call, cancellationToken) =>
        {
            var limit = call.Value(timeout);
            var progress = new ProgressLine(context.Error, context.ErrorIsTerminal, context.Clock);
            foreach (var name in call.Value(services))
            {
                await WaitAsync(call, name, limit, progress, cancellationToken);
            }
        });
    }

    private static async Task WaitAsync(ApiCall call, string name, double? limit, ProgressLine progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            var service = (await call.GetAsync(call.InProject("service", name), cancellationToken)).Object("service");
            var state = service.Text("state");
            if (state == "RUNNING")
            {
                progress.Clear();
                call.Context.Error.WriteLine($"{name} RUNNING after {progress.Elapsed.TotalSeconds:0.0} s");
                return;
            }
            progress.Show($"{name} {state}{Nodes(service)}");
            if (progress.Elapsed.TotalSeconds >= limit)
            {
                progress.Clear();
                throw new CliException($"Service {name} is {state} after {limit:0.#} s, not RUNNING. Wait longer with --timeout, or look at `postern service get -v {name}`.");
            }
            await Task.Delay(Period, call.Context.Clock, cancellationToken);
        }
    }

    private static string Nodes(JsonObject service)
    {
        var nodes = service.List("node_states").Select(n => $"{n.Text("name")} {n.Text("state")}").ToList();
        return nodes.Count == 0 ? "" : $": {string.Join(", ", nodes)}";
    }
}
