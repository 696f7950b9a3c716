using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Checks;
using Postern.Cli.Output;

namespace Postern.Cli.Commands;

/// <summary><c>check FILE</c>: what a customer runs inside their network, without an account.</summary>
internal static class CheckCommand
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<string>("file") { Description = "What `postern service check-file` printed", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var limit = new Option<double>("--timeout") { Description = "How long each look may take", DefaultValueFactory = _ => 5, HelpName = "SECONDS" };
        var command = new Command("check", "Check from here that a service can be reached; needs no account; ends with 1 where something is broken") { file, json, limit };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var asked = CheckFile.Read(parse.GetRequiredValue(file));
            var checker = new Checker(asked.Authority, TimeSpan.FromSeconds(parse.GetValue(limit)), context.Clock);
            var findings = (await Task.WhenAll(asked.Targets.Select(target => checker.CheckAsync(target, cancellationToken)))).SelectMany(f => f).ToList();
            new Printer(context, parse.GetValue(json), null).PrintMany(new JsonArray([.. findings.Select(f => (JsonNode)f.ToJson())]), "target", "check", "verdict", "evidence");
            foreach (var finding in findings.Where(f => f.Advice is not null))
            {
                context.Error.WriteLine($"next: {finding.Target}: {finding.Advice}");
            }

            var broken = findings.Where(f => f.IsBroken).Select(f => f.Target).Distinct().ToList();
            return broken.Count == 0 ? 0 : throw new CliException($"{broken.Count} of {asked.Targets.Count} addresses of {asked.Service} cannot be used from here: {string.Join(", ", broken)}.");
        });
        return command;
    }
}
