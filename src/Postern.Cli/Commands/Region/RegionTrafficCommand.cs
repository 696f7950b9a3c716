using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Region;

internal static class RegionTrafficCommand
{
    public static Command Create(CliContext context)
    {
        var command = new Command("traffic", "Print what went through each endpoint and load balancer of the region: connections (open, all) and bytes of both ends");
        command.SetAction(async (_, cancellationToken) =>
        {
            using var region = RegionClient.From(context);
            foreach (var line in await region.TrafficAsync(cancellationToken))
            {
                var counts = line!.AsObject().Where(m => m.Key != "through").Select(m => $"{m.Key}={m.Value}");
                context.Out.WriteLine($"{line.Required("through")} {string.Join(' ', counts)}");
            }

            context.NextOnTerminal("postern service privatelink aws diagnose SERVICE, where nothing comes through");
            return 0;
        });
        return command;
    }
}
