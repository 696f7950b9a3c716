using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Output;

namespace Postern.Cli.Commands.Service;

/// <summary><c>check-file</c>: what a customer gives to <c>postern check</c>; no secret is in it.</summary>
internal static class ServiceCheckFileCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        var route = new Option<string>("--route", "-r") { Description = "Route: privatelink or dynamic", DefaultValueFactory = _ => "privatelink", HelpName = "ROUTE" };
        route.AcceptOnlyFromAmong("privatelink", "dynamic");
        return new ApiCommand("check-file", "Print the file that `postern check` needs", context) { service, route }.Does(async (call, cancellationToken) =>
        {
            var (name, way) = (call.Value(service), call.Value(route));
            var file = await call.GetAsync($"{call.InProject("service", name, "check-file")}?route={way}", cancellationToken);
            if (file.List("targets").Count == 0)
            {
                throw new CliException($"{name} has nothing on route {way}. {(way == "dynamic" ? $"Wait for it: `postern service wait {name}`." : $"Switch a component on (`postern service update -c privatelink_access.NAME=true {name}`) and attach an endpoint.")}");
            }

            context.Out.WriteLine(JsonText.Indented(file));
            call.Next("save it, and run `postern check FILE` inside the customer's network");
        });
    }
}
