using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Output;

namespace Postern.Cli.Commands.Service;

internal static class ServiceWaitCommand
{
    public static Command Create(CliContext context)
    {
        var services = new Argument<string[]>("SERVICE") { Description = "Names of the services", Arity = ArgumentArity.OneOrMore };
        var timeout = Waiting.Timeout();
        return new ApiCommand("wait", "Wait until services are running", context) { services, timeout }.Does(async (call, cancellationToken) =>
        {
            JsonObject found = [];
            foreach (var name in call.Value(services))
            {
                await new Waiting(context, call.Value(timeout), $"postern service get -v {name}").UntilAsync(async () =>
                {
                    found = (await call.GetAsync(call.InProject("service", name), cancellationToken)).Object("service");
                    return Sight(name, found);
                }, cancellationToken);
            }

            call.Next(ServiceArguments.Next(found));
        });
    }

    private static WaitSight Sight(string name, JsonObject service)
    {
        var state = service.Required("state");
        return state == "RUNNING"
            ? new WaitSight($"{name} RUNNING", [], IsDone: true)
            : new WaitSight($"{name} {state}", [.. service.List("node_states").Select(node => new WaitStep(node.Text("name") ?? "", node.Text("state") ?? "", node.Text("state") == "running"))], IsDone: false);
    }
}
