using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Region;

internal static class RegionProviderPrincipalCommand
{
    public static Command Create(CliContext context)
    {
        var command = new Command("provider-principal", "Print the principal whose account holds what the control plane makes");
        command.SetAction(async (_, cancellationToken) =>
        {
            using var region = RegionClient.From(context);
            var principal = await region.ProviderPrincipalAsync(cancellationToken);
            context.Out.WriteLine(principal);
            context.NextOnTerminal($"eval \"$(postern region credentials --principal {principal})\"");
            return 0;
        });
        return command;
    }
}
