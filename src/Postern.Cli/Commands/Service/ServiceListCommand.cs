using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

internal static class ServiceListCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string?>("SERVICE") { Description = "Only this service", Arity = ArgumentArity.ZeroOrOne };
        return new ApiCommand("list", "List services", context) { name }.Does(async (call, cancellationToken) =>
        {
            var services = (await call.GetAsync(call.InProject("service"), cancellationToken)).List("services");
            var wanted = call.Optional(name);
            var shown = new JsonArray([.. services.Where(s => wanted is null || s.Text("service_name") == wanted).Select(s => s?.DeepClone())]);
            call.Print(shown, ServiceArguments.Columns);
            call.Next(shown is [var first, ..] ? ServiceArguments.Next(first) : "postern service create NAME -t pg -p startup-4 --cloud CLOUD --project-vpc-id ID, with the ID of postern vpc list");
        });
    }
}
