using Postern.Engine.Cloud;
using Postern.Engine.Plans;

namespace Postern.Engine;

/// <summary>What a full pass saw last, and how what it did went.</summary>
/// <param name="lookedAt">When everything was looked at; null where it begins with what had been seen before.</param>
internal sealed class PassResult((ObservedStack Observed, Plan Plan) seen, DateTimeOffset? lookedAt)
{
    public (ObservedStack Observed, Plan Plan) Seen { get; private set; } = seen;

    /// <summary>When everything was looked at; null where it began with what had been seen before, and came no further.</summary>
    public DateTimeOffset? LookedAt { get; private set; } = lookedAt;

    public ObservedStack Observed => Seen.Observed;

    /// <summary>Its changes are those that failed, or that AWS does not show yet.</summary>
    public Plan Plan => Seen.Plan;

    public List<AppliedChange> Applied { get; } = [];

    public List<Applied> Failures { get; } = [];

    public OutOfBudgetException? Stopped { get; set; }

    /// <summary>Whether nothing has been changed since what was seen last, so that the next pass can go on from it.</summary>
    public bool IsUntouched { get; private set; } = true;

    public bool IsSettled => Stopped is null && Failures.Count == 0 && Plan is { Changes.Count: 0, IsStuck: false };

    public bool IsRefused => Plan.IsRefused || Failures.Exists(failure => failure is Applied.Refused);

    public IEnumerable<string> Reasons =>
    [
        .. Plan.Complaints,
        .. Failures.Select(failure => failure switch { Applied.Refused refused => refused.Reason, Applied.NotYet notYet => notYet.Reason, _ => "" }),
        .. Stopped is null ? Array.Empty<string>() : [Stopped.Message],
        .. Plan.Waits.Select(wait => wait.Reason),
        .. Failures.Count == 0 && Stopped is null ? Plan.Changes.Select(change => $"AWS does not show yet: {change.Description}.") : [],
    ];

    /// <summary>Everything was looked at, or what was done leaves no doubt about it.</summary>
    public void See((ObservedStack Observed, Plan Plan) seen, DateTimeOffset at) => (Seen, LookedAt, IsUntouched) = (seen, at, true);

    /// <summary>A change was sent to AWS, whatever came of it.</summary>
    public void Touch() => IsUntouched = false;
}
