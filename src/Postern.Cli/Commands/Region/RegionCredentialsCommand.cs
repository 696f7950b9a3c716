using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Local;

namespace Postern.Cli.Commands.Region;

internal static class RegionCredentialsCommand
{
    public static Command Create(CliContext context)
    {
        var principal = new Option<string>("--principal") { Description = "ARN of an account root, user or role", Required = true, HelpName = "ARN" };
        var command = new Command("credentials", "Print export lines with keys that work for a principal") { principal };
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var region = RegionClient.From(context);
            var keys = AwsKeys.Parse(await region.CredentialsAsync(parse.GetRequiredValue(principal), cancellationToken));
            context.Out.Write(EnvFile.Write(keys.VariablesWithToken(region.Url)));
            context.NextOnTerminal($"eval \"$(postern region credentials --principal {parse.GetRequiredValue(principal)})\"");
            return 0;
        });
        return command;
    }
}
