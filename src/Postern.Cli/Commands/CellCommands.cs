using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands;

/// <summary>AWS accounts and regions that PrivateLinks are made in. For administrators of the server.</summary>
internal static class CellCommands
{
    public static Command List(CliContext context) =>
        new ApiCommand("list", "List the cells, each one AWS account in one region, with what is to be done there and the calls that AWS still allows", context).Does(async (call, cancellationToken) =>
        {
            var cells = (await call.GetAsync(ApiClient.Path("cells"), cancellationToken)).List("cells");
            call.Print(cells, ["cell_name", "owner", "is_owned_here", "lease_expires_at", "service_count", "privatelinks.active", "privatelinks.creating", "privatelinks.deleting", "privatelinks.failing", "privatelinks.overdue"]);
            if (!call.IsForScripts)
            {
                Budgets(call, cells);
            }

            call.Next(cells is [var first, ..] ? $"postern cell quotas {first.Text("cell_name")}" : "postern server doctor");
        });

    public static Command Quotas(CliContext context)
    {
        var cell = new Argument<string>("CELL") { Description = "Name of the cell, as list tells it" };
        return new ApiCommand("quotas", "List the AWS quotas of a cell with what is used; AWS is asked for them", context) { cell }.Does(async (call, cancellationToken) =>
        {
            var quotas = (await call.GetAsync(ApiClient.Path("cells", call.Value(cell), "quotas"), cancellationToken)).List("quotas");
            call.Print(quotas, ["name", "used", "limit"]);
            if (quotas.Count == 0)
            {
                context.Error.WriteLine("AWS does not tell them: the server's credentials may not call DescribeAccountLimits.");
            }

            call.Next("postern service privatelink list --all-projects");
        });
    }

    /// <summary>A process counts the calls of the cell that it works on, and of no other.</summary>
    private static void Budgets(ApiCall call, JsonArray cells)
    {
        foreach (var cell in cells)
        {
            call.Context.Out.WriteLine();
            if (cell.List("budgets") is { Count: > 0 } budgets)
            {
                call.Print(budgets, ["class", "available", "burst", "per_second"]);
            }
            else
            {
                call.Context.Error.WriteLine($"The calls of {cell.Text("cell_name")} are counted by the process that works on it; ask its address for them.");
            }
        }
    }
}
