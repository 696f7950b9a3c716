using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class StatusCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("status", "Show what AWS holds of the PrivateLink, and what is waited for", context) { service }.Does(async (call, cancellationToken) =>
        {
            var status = await call.GetAsync(PrivateLinkArguments.Path(call, call.Value(service), "status"), cancellationToken);
            string[] columns = ["state", "is_current", "seen_at", "next_attempt_at"];
            call.Print(status, status.Text("reason") is null ? columns : [.. columns, "reason"]);
            if (!call.IsForScripts)
            {
                Section(call, status.List("pending_repairs"), ["id", "reason"]);
                Section(call, status.List("principals"), ["principal", "is_wished", "is_allowed_by_aws"]);
                Section(call, status.List("routes"), ["component", "port", "state", "healthy_targets", "targets"]);
                Section(call, status.List("endpoints"), ["vpc_endpoint_id", "owner_account", "state", "privatelink_connection_id", "is_allowed", "decision", "create_time"]);
            }

            call.Next(NextStep.Of(status, call.Value(service)));
        });
    }

    private static void Section(ApiCall call, JsonArray rows, IReadOnlyList<string> columns)
    {
        if (rows.Count > 0)
        {
            call.Context.Out.WriteLine();
            call.Print(rows, columns);
        }
    }
}
