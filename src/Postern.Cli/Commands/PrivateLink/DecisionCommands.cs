using System.CommandLine;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

/// <summary>What an operator decides about an endpoint, or about all endpoints of an account.</summary>
internal static class DecisionCommands
{
    public static Command Accept(CliContext context) => Create("accept", "Accept an endpoint that waits, or an account", context);

    public static Command Reject(CliContext context) => Create("reject", "Reject an endpoint or an account, also one that is connected", context);

    private static ApiCommand Create(string verb, string description, CliContext context)
    {
        var service = ServiceArguments.Service();
        var endpoint = new Argument<string>("ENDPOINT") { Description = "VPC endpoint (vpce-…) or AWS account (12 digits)" };
        return new ApiCommand(verb, description, context) { service, endpoint }.Does(async (call, cancellationToken) =>
        {
            call.Print(await call.Api.PostAsync(PrivateLinkArguments.Path(call, call.Value(service), "endpoints", call.Value(endpoint), verb), null, cancellationToken), PrivateLinkArguments.Columns);
            call.Next($"postern service privatelink aws status {call.Value(service)}");
        });
    }
}
