using Postern.Engine;
using Postern.Engine.Stacks;
using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>Carries a PrivateLink from its row to the engine, and the engine's outcome back, with host names for its connections.</summary>
internal sealed class PrivateLinkTask(PrivateLinkResults results, WorkRows<PrivateLink> rows, PrivateLinkSpecs specs, Reconciler reconciler, ConnectionNames names, RestingPrivateLinks resting, TimeProvider clock) : CellTask<PrivateLink>(rows)
{
    public override string Kind => "PrivateLink";

    public override async Task RunAsync(DueRow row, Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            var seen = resting.Find(row, lease) is { } rested ? await reconciler.ReconcileAsync(rested, cancellationToken) : null;
            if (seen is { IsWhole: false } && resting.IsSame(seen, row.Id) && await results.RestAsync(lease, row, seen.RequeueAfter))
            {
                return;
            }

            if (await results.LoadAsync(row.Id, cancellationToken) is { } link)
            {
                var spec = specs.Of(link);
                var outcome = seen is not null && link.Generation == row.Generation ? seen : await reconciler.ReconcileAsync(spec, cancellationToken);
                await WriteAsync(link, spec, outcome, lease, cancellationToken);
            }
        }
        catch (RegionUnreadableException e)
        {
            await Rows.PostponeAsync(lease, row, e.RetryAfter, e.Message);
        }
    }

    private async Task WriteAsync(PrivateLink link, PrivateLinkSpec spec, ReconcileOutcome outcome, Lease lease, CancellationToken cancellationToken)
    {
        var published = await names.PublishAsync(link, outcome, cancellationToken);
        if (outcome.State == PrivateLinkState.Deleted && published.Problem is null)
        {
            resting.Note(spec, outcome, lease, isSettled: false);
            await results.RemoveAsync(lease, link, [.. outcome.Applied.Select(change => change.Description)]);
        }
        else
        {
            var isWritten = await results.CompleteAsync(lease, link, Result(link, outcome, published));
            resting.Note(spec, outcome, lease, isWritten && published is { Problem: null, IsOwed: false });
        }
    }

    private PrivateLinkResult Result(PrivateLink link, ReconcileOutcome outcome, PublishedConnections published)
    {
        var isActive = outcome.State == PrivateLinkState.Active;
        return new PrivateLinkResult
        {
            // Stable once set: only what is active again under another id replaces it.
            AwsServiceId = isActive ? outcome.ServiceId : link.AwsServiceId,
            AwsServiceName = isActive ? outcome.ServiceName : link.AwsServiceName,
            OpenRoutes = outcome.Routes.Where(route => IsOpen(link, route)).ToDictionary(route => $"{route.Component}:{route.Port}", route => route.Port),
            Reason = string.Join(" ", new[] { outcome.Reason, published.Problem }.OfType<string>()) is { Length: > 0 } reason ? reason : null,
            IsRefused = outcome.IsRefused,
            State = outcome.State.ToString().ToLowerInvariant(),
            Status = Status(link, outcome),
            IsRepair = outcome.IsRepair,
            Current = published.Current,
            Gone = published.Gone,
            Applied = [.. outcome.Applied.Select(change => change.Description)],
            MendedNames = published.Mended,
            Next = published.Problem is null ? outcome.RequeueAfter : BackOff.After(1, BackOff.Most),
        };
    }

    private PrivateLinkStatus Status(PrivateLink link, ReconcileOutcome outcome) => new(
        outcome.IsSeen ? link.Generation : link.Status.Generation,
        outcome.IsSeen ? clock.GetUtcNow().UtcDateTime : link.Status.SeenAt,
        outcome.Principals,
        [.. outcome.Connections.Select(c => new EndpointStatus(c.EndpointId, c.OwnerAccount, c.State, c.CreatedAt) { Zones = c.Zones })],
        [.. outcome.Routes.Select(route => new RouteStatus(route.Component, route.Port, Word(route.State), route.HealthyTargets, route.Targets) { Nodes = [.. route.Nodes.Select(n => new NodeStatus(n.Address, n.State))] })])
    {
        Repairs = [.. outcome.PendingRepairs.Select(repair => new RepairStatus(repair.Id, repair.Reason))],
        Record = new RecordStatus(outcome.Record.LoadBalancer, outcome.Record.TargetGroups, outcome.Record.Service, outcome.Record.Connected),
    };

    /// <summary>It opens once its targets had their good heartbeats. Where all of them fail later it stays: the load balancer still sends to all of them.</summary>
    private static bool IsOpen(PrivateLink link, RouteHealth route) => route.State == RouteState.Healthy || (route.State == RouteState.FailOpen && link.OpenRoutes.ContainsValue(route.Port));

    private static string Word(RouteState state) => state == RouteState.FailOpen ? "fail-open" : state.ToString().ToLowerInvariant();
}
