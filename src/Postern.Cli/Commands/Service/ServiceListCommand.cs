using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

internal static class ServiceListCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string?>("service") { Description = "Only this service", Arity = ArgumentArity.ZeroOrOne, HelpName = "SERVICE" };
        return new ApiCommand("list", "List services", context) { name }.Does(async (call, cancellationToken) =>
        {
            var services = (await call.GetAsync(call.InProject("service"), cancellationToken)).List("services");
            var wanted = call.Optional(name);
            var shown = services.Where(s => wanted is null || s.Text("service_name") == wanted).Select(s => s?.DeepClone());
            call.Print(new JsonArray([.. shown]), ServiceArguments.Columns);
        });
    }
}
