using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands;

internal static class CloudListCommand
{
    public static Command Create(CliContext context) =>
        new ApiCommand("list", "List the clouds that services can run in", context, more: "Provider and region too").Does(async (call, cancellationToken) =>
        {
            var path = call.HasProject ? call.InProject("clouds") : ApiClient.Path("clouds");
            var answer = await call.GetAsync(path, cancellationToken);
            call.Print(answer.List("clouds"), call.Verbose
                ? ["cloud_name", "cloud_description", "geo_region", "provider", "provider_description"]
                : ["cloud_name", "cloud_description"]);
            call.Next($"postern vpc create --cloud {answer.List("clouds").FirstOrDefault().Text("cloud_name") ?? "CLOUD"} --network-cidr 10.1.2.0/24");
        });
}
