using System.Collections.Concurrent;
using Postern.Engine;
using Postern.Engine.Stacks;
using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>
/// PrivateLinks whose last pass found all as it should be. Thousands of them are looked at several times a minute, and nearly always nothing has changed:
/// then neither the row is read nor a result written, but for the time of the next look. Another owner of the cell begins anew, which costs a pass each.
/// </summary>
internal sealed class RestingPrivateLinks(TimeProvider clock)
{
    /// <summary>After so long the row is read again, and the host names are looked after.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Resting> _resting = new(StringComparer.Ordinal);

    /// <summary>The wish as the last pass had it; null where the row must be read.</summary>
    public PrivateLinkSpec? Find(DueRow row, Lease lease) =>
        _resting.TryGetValue(row.Id, out var resting) && resting.Epoch == lease.Epoch && resting.Spec.Generation == row.Generation && row.Failures == 0 && clock.GetElapsedTime(resting.Since) < Longest ? resting.Spec : null;

    public bool IsSame(ReconcileOutcome outcome, string id) => _resting.TryGetValue(id, out var resting) && IsSame(resting.Outcome, outcome);

    /// <summary>Takes note of a pass whose result was written.</summary>
    /// <param name="isSettled">Whether nothing was changed and nothing is outstanding.</param>
    public void Note(PrivateLinkSpec spec, ReconcileOutcome outcome, Lease lease, bool isSettled)
    {
        if (isSettled && outcome is { State: PrivateLinkState.Active, Reason: null, Applied.Count: 0, PendingRepairs.Count: 0 })
        {
            _resting[spec.Id] = new Resting(spec with { Record = outcome.Record }, outcome, lease.Epoch, clock.GetTimestamp());
        }
        else
        {
            _resting.TryRemove(spec.Id, out _);
        }
    }

    private static bool IsSame(ReconcileOutcome before, ReconcileOutcome now) =>
        (before.State, before.ServiceId, before.ServiceName, before.Reason) == (now.State, now.ServiceId, now.ServiceName, now.Reason)
        && now.Applied.Count == 0
        && now.PendingRepairs.Count == 0
        && before.Principals.SequenceEqual(now.Principals)
        && before.Connections.SequenceEqual(now.Connections)
        && before.Routes.SequenceEqual(now.Routes)
        && (before.Record.LoadBalancer, before.Record.Service) == (now.Record.LoadBalancer, now.Record.Service)
        && before.Record.TargetGroups.SequenceEqual(now.Record.TargetGroups)
        && before.Record.Connected.SequenceEqual(now.Record.Connected);

    private sealed record Resting(PrivateLinkSpec Spec, ReconcileOutcome Outcome, long Epoch, long Since);
}
