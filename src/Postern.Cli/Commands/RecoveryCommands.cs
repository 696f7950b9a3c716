using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands;

/// <summary>After the loss of the server's database: what AWS remembers. For administrators of the server.</summary>
internal static class RecoveryCommands
{
    public static Command Show(CliContext context) => new ApiCommand("show", "List what AWS holds of ours and the server does not know", context).Does(async (call, cancellationToken) =>
        Print(call, await call.GetAsync(ApiClient.Path(["recovery"]), cancellationToken), "postern recovery apply, where there is something above"));

    public static Command Apply(CliContext context) => new ApiCommand("apply", "Take all that up again, under its old ids", context).Does(async (call, cancellationToken) =>
        Print(call, await call.Api.PostAsync(ApiClient.Path(["recovery"]), null, cancellationToken), "postern service list"));

    private static void Print(ApiCall call, JsonObject found, string next)
    {
        if (call.IsForScripts)
        {
            call.Print(found);
            return;
        }

        call.Print(found.List("project_vpcs"), ["project", "project_vpc_id", "network_cidr", "aws_vpc_id"]);
        call.Print(found.List("services"), ["project", "service_name", "service_type", "plan", "instance_id"]);
        call.Print(found.List("privatelinks"), ["privatelink_id", "service_id", "principals"]);
        foreach (var problem in found.List("problems"))
        {
            call.Context.Error.WriteLine($"not recovered: {problem}");
        }

        call.Next(next);
    }
}
