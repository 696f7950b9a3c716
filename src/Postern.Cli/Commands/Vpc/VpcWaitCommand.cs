using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Output;

namespace Postern.Cli.Commands.Vpc;

internal static class VpcWaitCommand
{
    public static Command Create(CliContext context)
    {
        var (id, timeout) = (VpcArguments.Id(), Waiting.Timeout());
        return new ApiCommand("wait", "Wait until a project VPC is active", context) { id, timeout }.Does(async (call, cancellationToken) =>
        {
            var waiting = new Waiting(context, call.Value(timeout), $"postern vpc get --project-vpc-id {call.Value(id)}");
            JsonObject vpc = [];
            await waiting.UntilAsync(async () =>
            {
                vpc = await call.GetAsync(call.InProject("vpcs", call.Value(id)!), cancellationToken);
                var state = vpc.Required("state");
                return new WaitSight($"{call.Value(id)} {state}", [], state == "ACTIVE") { IsRefused = state is "DELETING" or "DELETED" };
            }, cancellationToken);
            call.Next(VpcArguments.Next(vpc));
        });
    }
}
