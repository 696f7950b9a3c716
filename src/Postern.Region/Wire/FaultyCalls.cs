using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Faults;
using Postern.Region.State;

namespace Postern.Region.Wire;

/// <summary>Runs calls, as far as throttling and the faults in force let them.</summary>
internal sealed class FaultyCalls(RegionStore store, RecentResults recent, FaultBoard faults, Throttles throttles, CallCounter calls, TimeProvider clock)
{
    /// <param name="isEc2">EC2 has error codes of its own.</param>
    /// <param name="prepare">Reads the call's parameters.</param>
    /// <param name="asked">All parameters, as they came.</param>
    /// <param name="isUnfiltered">Whether there are none.</param>
    /// <exception cref="AwsException">The call is refused.</exception>
    /// <exception cref="LostException">The caller is to hear nothing.</exception>
    public async Task<object> RunAsync(bool isEc2, string action, Func<PreparedCall> prepare, string asked, bool isUnfiltered, Caller caller, CancellationToken cancellationToken)
    {
        if (!throttles.Take(caller, action, isUnfiltered))
        {
            throw Throttled(isEc2);
        }

        var call = prepare();
        var fault = faults.Strike(action);
        RefuseWhere(fault, isEc2);
        if (fault?.Kind == Fault.SlowAnswer)
        {
            await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), clock, cancellationToken);
        }

        var result = (fault?.Kind == Fault.EmptyPage ? call.EmptyPage() : null)
            ?? store.Run(ModeOf(fault, call.IsDryRun), () => recent.Of(action, asked, caller, () => call.Run(caller)));
        if (call.IsDryRun)
        {
            throw new AwsException(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
        }

        calls.Count(action);
        return fault?.Kind == Fault.LostAnswer ? throw new LostException() : result;
    }

    private CallMode ModeOf(Fault? fault, bool isDryRun) => fault?.Kind switch
    {
        Fault.SlowProvisioning => new(isDryRun, Slower: TimeSpan.FromSeconds(fault.Seconds)),
        Fault.FailedProvisioning => new(isDryRun, Outcome: Resource.Fails),
        Fault.ImpairedProvisioning => new(isDryRun, Outcome: Resource.Impaired),
        Fault.ExpiredAcceptance => new(isDryRun, ExpiresAt: clock.GetUtcNow() + TimeSpan.FromSeconds(fault.Seconds)),
        _ => new(isDryRun),
    };

    private static void RefuseWhere(Fault? fault, bool isEc2)
    {
        switch (fault?.Kind)
        {
            case Fault.Throttling:
                throw Throttled(isEc2);
            case Fault.InternalError:
                throw new AwsException(500, isEc2 ? "InternalError" : "InternalFailure", "An internal error has occurred");
            case Fault.Unavailable:
                throw new AwsException(503, isEc2 ? "Unavailable" : "ServiceUnavailable", "The server is overloaded and can't handle the request.");
            case Fault.LostRequest:
                throw new LostException();
        }
    }

    private static AwsException Throttled(bool isEc2) =>
        isEc2 ? new AwsException(503, "RequestLimitExceeded", "Request limit exceeded.") : AwsException.Bad("Throttling", "Rate exceeded");
}
