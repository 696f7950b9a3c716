using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Local;

namespace Postern.Cli.Commands.Region;

internal static class RegionExecCommand
{
    public static Command Create(CliContext context)
    {
        var vpc = new Option<string>("--vpc") { Description = "VPC to run in", Required = true, HelpName = "VPC" };
        var subnet = new Option<string?>("--subnet") { Description = "Subnet (default: the VPC's first)", HelpName = "SUBNET" };
        var groups = new Option<string[]>("--security-group") { Description = "Security group; repeat for more (default: the VPC's own)", HelpName = "SG" };
        var line = new Argument<string[]>("CMD") { Description = "What to run, after --", Arity = ArgumentArity.OneOrMore };
        var command = new Command("exec", "Run a command on a new instance in a VPC; exits with its status") { vpc, subnet, groups, line };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var request = new JsonObject
            {
                ["vpc"] = parse.GetRequiredValue(vpc),
                ["subnet"] = parse.GetValue(subnet),
                ["security_groups"] = new JsonArray([.. (parse.GetValue(groups) ?? []).Select(g => JsonValue.Create(g))]),
            };
            using var region = RegionClient.From(context);
            return await RunAsync(region, request, parse.GetRequiredValue(line), cancellationToken);
        });
        return command;
    }

    /// <summary>Runs a line on a new instance, which ends with it.</summary>
    public static async Task<int> RunAsync(RegionClient region, JsonObject request, IReadOnlyList<string> line, CancellationToken cancellationToken)
    {
        // Caught from here on: a signal between the instance's start and its end must not leave it behind.
        using var signals = new SignalForwarder();
        var instance = await region.StartInstanceAsync(request, cancellationToken);
        try
        {
            var enter = instance.List("enter").Select(word => word!.GetValue<string>());
            return await signals.RunAsync([.. enter, .. line], cancellationToken);
        }
        finally
        {
            await region.EndInstanceAsync(instance.Required("instance_id"), CancellationToken.None);
        }
    }
}
