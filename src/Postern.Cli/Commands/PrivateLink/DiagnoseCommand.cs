using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class DiagnoseCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        var connection = new Option<string?>("--connection") { Description = "Only this connection (plc…) or VPC endpoint (vpce-…)", HelpName = "ID" };
        return new ApiCommand("diagnose", "Show why a client cannot connect, hop by hop; ends with 1 where a hop is broken", context) { service, connection }.Does(async (call, cancellationToken) =>
        {
            var query = call.Value(connection) is { } id ? "?connection=" + Uri.EscapeDataString(id) : "";
            var diagnosis = await call.GetAsync(PrivateLinkArguments.Path(call, call.Value(service), "diagnose") + query, cancellationToken);
            var hops = diagnosis.List("hops");
            if (call.Json)
            {
                call.Print(diagnosis, []);
            }
            else
            {
                call.Print(hops, ["hop", "subject", "verdict", "evidence"]);
            }

            foreach (var hop in hops.OfType<System.Text.Json.Nodes.JsonObject>().Where(h => h.Text("verdict") is "broken" or "warning" && h.Text("cure") is not null))
            {
                call.Next($"{hop.Text("hop")}: {hop.Text("cure")}");
            }

            if (diagnosis.Text("verdict") == "broken")
            {
                throw new CliException($"The way to {call.Value(service)} is broken at {diagnosis.Text("obstacle")}.");
            }

            call.Next(diagnosis.Text("verdict") == "ok"
                ? $"where a client fails all the same: postern service check-file {call.Value(service)} > check.json, and postern check check.json in the customer's network"
                : $"postern service privatelink aws wait {call.Value(service)}");
        });
    }
}
