using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class SnippetCommand
{
    private const string AwsCli = "aws-cli";

    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        var tool = new Option<string>("--for") { Description = "Tool of the customer: aws-cli, terraform or cloudformation", HelpName = "TOOL", DefaultValueFactory = _ => AwsCli };
        tool.AcceptOnlyFromAmong(AwsCli, "terraform", "cloudformation");
        return new ApiCommand("snippet", "Print what the customer runs in their account to attach a VPC endpoint", context) { service, tool }.Does(async (call, cancellationToken) =>
        {
            var offer = await call.GetAsync(PrivateLinkArguments.Path(call, call.Value(service), "snippets"), cancellationToken);
            if (call.IsForScripts)
            {
                call.Print(offer, []);
                return;
            }

            call.Context.Out.Write(offer.Object("snippets").Required(call.Value(tool)!.Replace('-', '_')));
            if (call.Value(tool) == AwsCli)
            {
                call.Next($"save it, and run it in the customer's account: VPC_ID=vpc-… sh FILE; then postern service privatelink aws diagnose {call.Value(service)}");
            }
        });
    }
}
