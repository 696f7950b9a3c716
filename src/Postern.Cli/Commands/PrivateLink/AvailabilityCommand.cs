using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.PrivateLink;

internal static class AvailabilityCommand
{
    public static Command Create(CliContext context) =>
        new ApiCommand("availability", "List the clouds that have PrivateLink, with prices", context).Does(async (call, cancellationToken) =>
        {
            var answer = await call.GetAsync(call.InProject("privatelink-availability"), cancellationToken);
            call.Print(answer.List("privatelink_availability"), ["cloud_name", "price_usd"]);
            call.Next("postern service privatelink aws create --principal ARN SERVICE");
        });
}
