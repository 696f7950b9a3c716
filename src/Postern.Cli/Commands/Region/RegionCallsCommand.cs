using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Region;

internal static class RegionCallsCommand
{
    public static Command Create(CliContext context)
    {
        var reset = new Option<bool>("--reset") { Description = "Count from zero again afterwards" };
        var command = new Command("calls", "Print each AWS action that the region answered, with its count") { reset };
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var region = RegionClient.From(context);
            foreach (var call in await region.CallsAsync(parse.GetValue(reset), cancellationToken))
            {
                context.Out.WriteLine($"{call.Required("action")} {call.Required("count")}");
            }

            context.NextOnTerminal("postern region calls --reset, before what is to be counted");
            return 0;
        });
        return command;
    }
}
