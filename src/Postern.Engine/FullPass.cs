using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Postern.Engine.Cloud;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine;

/// <summary>
/// Observe, plan, apply what is ready, observe again, until nothing is ready. No ARN is handed from step to step: the region is asked. It is not asked again
/// after changes that leave nothing to learn, where nothing more is to be done.
/// </summary>
internal sealed partial class FullPass(StackObserver observer, ChangeApplier applier, TimeProvider clock, ILogger logger)
{
    /// <summary>More than any plan needs; it ends a pass that quarrels with somebody else over the same objects.</summary>
    private const int MaxRounds = 12;

    /// <param name="start">What has just been seen; null to look at everything first.</param>
    /// <exception cref="OutOfBudgetException">The first look was not allowed. Later ones end the pass with what was seen before.</exception>
    /// <exception cref="AmazonServiceException">The first look failed.</exception>
    public async Task<PassResult> RunAsync(Stack stack, StackRecord record, int routes, ObservedStack? start, CancellationToken cancellationToken)
    {
        var result = start is null
            ? new PassResult(await LookAsync(stack, record, routes, cancellationToken), clock.GetUtcNow())
            : new PassResult((start, Planner.Plan(stack, start)), lookedAt: null);
        var tried = new HashSet<Change>();
        for (var round = 0; round < MaxRounds; round++)
        {
            // What was applied, but is not seen yet, is waited for and not applied again.
            var ready = result.Plan.Changes.Where(tried.Add).ToList();
            if (ready.Count == 0)
            {
                break;
            }

            try
            {
                foreach (var change in ready)
                {
                    await ApplyAsync(stack.Id, change, result, cancellationToken);
                }

                if (Foreseen(stack, ready, result) is { } foreseen)
                {
                    result.See(foreseen, clock.GetUtcNow());
                    break;
                }

                result.See(await LookAsync(stack, record, routes, cancellationToken), clock.GetUtcNow());
            }
            catch (OutOfBudgetException error)
            {
                result.Stopped = error;
                break;
            }
            catch (AmazonServiceException error)
            {
                result.Failures.Add(new Applied.NotYet($"AWS did not answer: {AwsErrors.Describe(error)}."));
                break;
            }
        }

        return result;
    }

    private async Task<(ObservedStack Observed, Plan Plan)> LookAsync(Stack stack, StackRecord record, int routes, CancellationToken cancellationToken)
    {
        var observed = await observer.ObserveAsync(stack, Math.Max(routes, stack.Routes.Count), record, cancellationToken);
        return (observed, Planner.Plan(stack, observed));
    }

    /// <summary>What the region holds now, where the answers to the changes leave no doubt about it and nothing more is to be done; null where it has to be looked at.</summary>
    private static (ObservedStack Observed, Plan Plan)? Foreseen(Stack stack, List<Change> applied, PassResult result)
    {
        if (result.Failures.Count > 0 || !applied.TrueForAll(LeavesNothingToLearn))
        {
            return null;
        }

        var observed = applied.Aggregate(result.Observed, Forecast.Apply);
        var plan = Planner.Plan(stack, observed);
        return plan is { Changes.Count: 0, IsStuck: false } ? (observed, plan) : null;
    }

    /// <summary>It makes nothing that AWS gives a name to, takes nothing away, and says nothing that users are told only once it was read back.</summary>
    private static bool LeavesNothingToLearn(Change change) => change is
        Change.EnableCrossZone or Change.SetHealthCheck or Change.SetTargetGroupAttributes or Change.RegisterTargets or Change.TagElbObject or Change.TagEndpointService;

    private async Task ApplyAsync(string id, Change change, PassResult result, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var applied = await applier.ApplyAsync(change, cancellationToken);
        result.Touch();
        var elapsed = clock.GetElapsedTime(start);
        switch (applied)
        {
            case Applied.Done:
                result.Applied.Add(new AppliedChange(change.Description, elapsed));
                LogApplied(id, change.Description, elapsed);
                break;
            case Applied.NotYet notYet:
                result.Failures.Add(notYet);
                LogPostponed(id, notYet.Reason);
                break;
            case Applied.Refused refused:
                result.Failures.Add(refused);
                LogRefused(id, refused.Reason);
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "PrivateLink {PrivateLinkId}: {Change} in {Elapsed}")]
    private partial void LogApplied(string privateLinkId, string change, TimeSpan elapsed);

    [LoggerMessage(LogLevel.Information, "PrivateLink {PrivateLinkId}: not yet. {Reason}")]
    private partial void LogPostponed(string privateLinkId, string reason);

    [LoggerMessage(LogLevel.Warning, "PrivateLink {PrivateLinkId}: refused. {Reason}")]
    private partial void LogRefused(string privateLinkId, string reason);
}
