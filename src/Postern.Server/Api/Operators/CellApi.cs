using Postern.Engine;
using Postern.Engine.Cloud;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Api.Operators;

/// <summary>For those who run the server: each AWS account and region with its owner, its calls and its quotas.</summary>
internal static class CellApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cells", async (CellRows rows, CellHold hold, CloudRegion region, CancellationToken cancellationToken) =>
            ApiJson.Ok(new { Cells = (await rows.ListAsync(cancellationToken)).Select(work => ToWire(work, hold.Current?.Cell == work.Cell.Name ? region.Budgets : null)) })).Needs(Permission.CellsRead);
        api.MapGet("/cells/{cell}/quotas", QuotasAsync).Needs(Permission.CellsRead);
    }

    private static async Task<IResult> QuotasAsync(string cell, Cloud cloud, Reconciler reconciler, CancellationToken cancellationToken) => cell != cloud.Name
        ? new ApiError(StatusCodes.Status404NotFound, "cell_not_found", $"This server works in {cloud.Name}, not in '{cell}'")
        : ApiJson.Ok(new { Quotas = (await reconciler.ReadQuotasAsync(cancellationToken)).Select(quota => new { quota.Name, quota.Limit, quota.Used, quota.Needed }) });

    /// <param name="budgets">Null where another process makes the calls, and counts them.</param>
    private static object ToWire(CellWork work, IReadOnlyList<CallBudget>? budgets) => new
    {
        CellName = work.Cell.Name,
        work.Cell.Owner, work.Cell.Epoch, LeaseExpiresAt = work.Cell.ExpiresAt,
        IsOwnedHere = budgets is not null,
        ServiceCount = work.Services,
        Privatelinks = new { work.Creating, work.Active, work.Deleting, work.Failing, work.Overdue, work.OldestDueAt },
        Budgets = budgets?.Select(budget => new { budget.Class, Available = Math.Round(budget.Available, 1), budget.Burst, budget.PerSecond }),
    };
}
