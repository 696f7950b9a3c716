using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Checks;
using Postern.Cli.Output;

namespace Postern.Cli.Commands.Service;

/// <summary><c>check-file</c>: what a customer gives to <c>postern check</c>; no secret is in it.</summary>
internal static class ServiceCheckFileCommand
{
    public static Command Create(CliContext context)
    {
        var (service, route) = (ServiceArguments.Service(), ServiceArguments.Route());
        return new ApiCommand("check-file", "Print the file that `postern check` needs; route privatelink where no other is named", context) { service, route }.Does(async (call, cancellationToken) =>
        {
            var (name, way) = (call.Value(service), call.Value(route) ?? "privatelink");
            var found = (await call.GetAsync(call.InProject("service", name), cancellationToken)).Object("service");
            var file = CheckFile.Of(found, way, (await call.GetAsync(call.InProject("kms", "ca"), cancellationToken)).Required("certificate"));
            if (file.Targets.Count == 0)
            {
                throw new CliException($"{name} has nothing on route {way}. Switch a component on (`postern service update -c privatelink_access.NAME=true {name}`) and attach an endpoint.");
            }

            context.Out.WriteLine(JsonText.Indented(file.ToJson()));
            call.Next("save it, and run `postern check FILE` inside the customer's network");
        });
    }
}
