using System.CommandLine;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.Node;

internal static class GatewayTokenCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("create", "Make the token that the service's Kafka gateways show; it is shown this once, and the one before it ends", context) { service }.Does(async (call, cancellationToken) =>
        {
            call.Print(await call.Api.PostAsync(call.InProject("service", call.Value(service), "nodes", "token"), null, cancellationToken), ["token"]);
            call.Next($"give it to each gateway as POSTERN_GATEWAY_TOKEN, or in the file that POSTERN_GATEWAY_TOKEN_FILE names: postern gateway --config FILE --from {context.Variable("POSTERN_URL")} --node NODE");
        });
    }
}
