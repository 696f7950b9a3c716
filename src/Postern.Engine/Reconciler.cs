using System.Collections.Concurrent;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Postern.Engine.Cloud;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine;

/// <summary>
/// Makes one AWS account and region hold what is wished for, pass by pass. A pass never waits: it says when the next one should be.
/// Safe to use from several threads, for one id at a time.
/// </summary>
public sealed class Reconciler
{
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly CloudRegion _region;
    private readonly TimeProvider _clock;
    private readonly ApiBudget _budget;
    private readonly AccountLists _lists;
    private readonly StackObserver _observer;
    private readonly QuotaReader _quotas;
    private readonly FullPass _fullPass;

    public Reconciler(CloudRegion region, TimeProvider clock, ILogger<Reconciler> logger)
    {
        (_region, _clock, _budget) = (region, clock, region.Budget);
        _lists = new AccountLists(region, _budget, clock);
        _observer = new StackObserver(region, _lists, _budget, clock);
        _quotas = new QuotaReader(region, _lists, _budget, clock);
        _fullPass = new FullPass(_observer, new ChangeApplier(region, _budget), clock, logger);
    }

    /// <exception cref="RegionUnreadableException">AWS did not let us look, and nothing is remembered from before: keep the stored outcome and come again.</exception>
    public async Task<ReconcileOutcome> ReconcileAsync(PrivateLinkSpec spec, CancellationToken cancellationToken)
    {
        var stack = StackBuilder.Build(spec);
        try
        {
            var (outcome, start) = await LookLightlyAsync(stack, spec, cancellationToken);
            return outcome ?? await PassAsync(stack, spec, start, cancellationToken);
        }
        catch (OutOfBudgetException error)
        {
            return FromMemory(stack, spec.Record, error.Message, error.RetryAfter, isRefused: false, error);
        }
        catch (AmazonServiceException error)
        {
            var isPassing = AwsErrors.IsPassing(error);
            var retryAfter = isPassing ? Pacing.Waiting(_region.IsLocal) : Pacing.Refused;
            return FromMemory(stack, spec.Record, $"AWS did not say what it holds: {AwsErrors.Describe(error)}.", retryAfter, isRefused: !isPassing, error);
        }
    }

    /// <summary>Looks at everything, changes nothing, and says what a pass would change.</summary>
    /// <exception cref="RegionUnreadableException">AWS did not let us look.</exception>
    public async Task<PlanPreview> PreviewAsync(PrivateLinkSpec spec, CancellationToken cancellationToken)
    {
        var stack = StackBuilder.Build(spec);
        var observed = await ObserveAsync(stack, spec, cancellationToken);
        var preview = Previews.Of(stack, observed, _region.IsLocal);
        var quotas = await ReadAsync(() => _quotas.ReadAsync(preview.Changes, observed, cancellationToken));
        var tooSmall = quotas.Where(quota => !quota.IsEnough).Select(quota =>
            $"The account's quota {quota.Name} is {quota.Limit} and {quota.Used} are in use, but this makes {quota.Needed} more. Ask AWS to raise it (Service Quotas, Elastic Load Balancing), or delete what is no longer needed.");
        return preview with { Quotas = quotas, Problems = [.. preview.Problems, .. tooSmall] };
    }

    /// <summary>Looks at everything, changes nothing, and says what is there.</summary>
    /// <exception cref="RegionUnreadableException">AWS did not let us look.</exception>
    public async Task<Inspection> InspectAsync(PrivateLinkSpec spec, CancellationToken cancellationToken)
    {
        var stack = StackBuilder.Build(spec);
        return Inspections.From(stack, await ObserveAsync(stack, spec, cancellationToken));
    }

    /// <summary>All PrivateLinks of the account, as their tags tell them; changes nothing.</summary>
    /// <exception cref="RegionUnreadableException">AWS did not let us look.</exception>
    public Task<IReadOnlyList<PrivateLinkClaim>> FindAllAsync(CancellationToken cancellationToken) =>
        ReadAsync(() => new ClaimReader(_region, _lists, _budget, _clock).ReadAsync(cancellationToken));

    /// <summary>The account's quotas and what is used of them; empty where the account may not ask.</summary>
    /// <exception cref="RegionUnreadableException">AWS did not let us look.</exception>
    public Task<IReadOnlyList<QuotaUse>> ReadQuotasAsync(CancellationToken cancellationToken) => ReadAsync(() => _quotas.ReadAllAsync(cancellationToken));

    private Task<ObservedStack> ObserveAsync(Stack stack, PrivateLinkSpec spec, CancellationToken cancellationToken) => ReadAsync(async () =>
    {
        try
        {
            return await _observer.ObserveAsync(stack, stack.Routes.Count, spec.Record, cancellationToken);
        }
        catch (AmazonServiceException error) when (AwsErrors.IsNotFound(error))
        {
            // Something went between two of its calls; it is looked for once more.
            return await _observer.ObserveAsync(stack, stack.Routes.Count, spec.Record, cancellationToken);
        }
    });

    private async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (OutOfBudgetException error)
        {
            throw new RegionUnreadableException(error.Message, error.RetryAfter, isRefused: false, error);
        }
        catch (AmazonServiceException error)
        {
            throw new RegionUnreadableException($"AWS did not say what it holds: {AwsErrors.Describe(error)}.", Pacing.Waiting(_region.IsLocal), !AwsErrors.IsPassing(error), error);
        }
    }

    private async Task<ReconcileOutcome> PassAsync(Stack stack, PrivateLinkSpec spec, ObservedStack? start, CancellationToken cancellationToken)
    {
        var routes = _known.TryGetValue(stack.Id, out var before) ? before.Observed.TargetGroups.Count : 0;
        var result = await _fullPass.RunAsync(stack, spec.Record, routes, start, cancellationToken);
        var now = _clock.GetUtcNow();
        var outcome = Outcomes.From(stack, spec.Record, result.Observed, result.Plan) with
        {
            Applied = result.Applied,
            IsWhole = result.LookedAt is not null,
            IsRepair = result.Applied.Count > 0 && before is { IsSettled: true, Plan.IsBuilding: false } && before.Stack == stack,
            IsRefused = result.IsRefused,
            Reason = Outcomes.Reason(result.Reasons),
        };

        var fullAt = result.LookedAt ?? before?.FullAt ?? now;
        _known[stack.Id] = new Known(stack, spec.Generation, result.Observed, result.Plan, result.IsSettled, result is { Stopped: not null, IsUntouched: true }, fullAt, ConnectionsAt: fullAt, LightPasses: 0);
        if (outcome.State == PrivateLinkState.Deleted)
        {
            _known.TryRemove(stack.Id, out _);
        }

        return outcome with { RequeueAfter = RequeueAfter(result, outcome) };
    }

    private TimeSpan RequeueAfter(PassResult result, ReconcileOutcome outcome) =>
        result.IsSettled || result.IsRefused || result.Plan.IsStuck ? Pacing.After(result.Plan, outcome, _region.IsLocal, TimeSpan.Zero)
        : result.Stopped?.RetryAfter ?? Pacing.Waiting(_region.IsLocal);

    /// <summary>
    /// Asks only for what changes by itself. No outcome where that shows that there is something to do, or that everything should be looked at; with what was seen where that
    /// is enough to begin with.
    /// </summary>
    private async Task<(ReconcileOutcome? Outcome, ObservedStack? Start)> LookLightlyAsync(Stack stack, PrivateLinkSpec spec, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        if (!_known.TryGetValue(stack.Id, out var known) || known.Stack != stack || known.Generation != spec.Generation)
        {
            return default;
        }

        if (known.IsHeldUp && now - known.FullAt < Pacing.Fresh)
        {
            return (null, known.Observed);
        }

        if (!known.IsSettled || IsTimeForAll(known, now))
        {
            return default;
        }

        var look = LightLook.For(known, now, _region.IsLocal);
        if (look.HealthOf.Count > 0 && now - known.FullAt >= Pacing.Patience && !_budget.TryTakeBackground(look.HealthOf.Count))
        {
            look = look with { HealthOf = [] };
        }

        ObservedStack observed;
        try
        {
            observed = await _observer.RefreshAsync(known.Observed, look, cancellationToken);
        }
        catch (AmazonServiceException error) when (AwsErrors.IsNotFound(error))
        {
            return default;
        }

        var plan = Planner.Plan(stack, observed);
        if (plan.Changes.Count > 0 || plan.IsStuck || LightLook.HasMovedOn(known.Plan, plan))
        {
            return (null, plan is { Changes.Count: > 0, IsStuck: false } && LightLook.IsEnough(known, observed) ? observed : null);
        }

        _known[stack.Id] = known with { Observed = observed, Plan = plan, ConnectionsAt = look.Parts.HasFlag(Watch.Connections) ? now : known.ConnectionsAt, LightPasses = known.LightPasses + 1 };
        var outcome = Outcomes.From(stack, spec.Record, observed, plan);
        return (outcome with { RequeueAfter = Pacing.After(plan, outcome, _region.IsLocal, now - known.FullAt) }, null);
    }

    /// <summary>With many PrivateLinks everything is looked at less often, as the calls of the account allow; what anybody waits for comes first.</summary>
    private bool IsTimeForAll(Known known, DateTimeOffset now) =>
        now - known.FullAt >= Pacing.Full && _budget.TryTakeBackground(StackObserver.CallsOfAWholeLook(known.Stack.Routes.Count));

    private ReconcileOutcome FromMemory(Stack stack, StackRecord record, string reason, TimeSpan retryAfter, bool isRefused, Exception error) =>
        _known.TryGetValue(stack.Id, out var known)
            ? Outcomes.From(stack, record, known.Observed, Planner.Plan(stack, known.Observed)) with { IsSeen = false, Reason = reason, IsRefused = isRefused, RequeueAfter = retryAfter }
            : throw new RegionUnreadableException(reason, retryAfter, isRefused, error);
}
