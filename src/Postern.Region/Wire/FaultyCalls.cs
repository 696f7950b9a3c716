using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Faults;
using Postern.Region.State;

namespace Postern.Region.Wire;

/// <summary>Runs calls, as far as throttling and the faults in force let them.</summary>
internal sealed class FaultyCalls(RegionStore store, RecentResults recent, FaultBoard faults, Throttles throttles, CallCounter calls, TimeProvider clock)
{
    /// <param name="asked">All parameters, as they came.</param>
    /// <exception cref="AwsException">The call is refused.</exception>
    /// <exception cref="LostException">The caller is to hear nothing.</exception>
    public async Task<object> RunAsync(ActionTable api, string action, Parameters parameters, string asked, Caller caller, CancellationToken cancellationToken)
    {
        if (!throttles.Take(caller, action))
        {
            throw Throttled(api.Dialect);
        }

        var call = api.Prepare(action, parameters);
        var fault = faults.Strike(action);
        RefuseWhere(fault, api.Dialect);
        if (fault?.Kind == Fault.SlowAnswer)
        {
            await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), clock, cancellationToken);
        }

        var result = (fault?.Kind == Fault.EmptyPage ? call.EmptyPage() : null)
            ?? store.Run(new CallMode(call.IsDryRun, fault?.Kind == Fault.SlowProvisioning ? TimeSpan.FromSeconds(fault.Seconds) : default), () => recent.Of(action, asked, caller, () => call.Run(caller)));
        if (call.IsDryRun)
        {
            throw new AwsException(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
        }

        calls.Count(action);
        return fault?.Kind == Fault.LostAnswer ? throw new LostException() : result;
    }

    private static void RefuseWhere(Fault? fault, Dialect dialect)
    {
        switch (fault?.Kind)
        {
            case Fault.Throttling:
                throw Throttled(dialect);
            case Fault.InternalError:
                throw new AwsException(500, dialect.IsEc2 ? "InternalError" : "InternalFailure", "An internal error has occurred");
            case Fault.Unavailable:
                throw new AwsException(503, dialect.IsEc2 ? "Unavailable" : "ServiceUnavailable", "The server is overloaded and can't handle the request.");
            case Fault.LostRequest:
                throw new LostException();
        }
    }

    private static AwsException Throttled(Dialect dialect) =>
        dialect.IsEc2 ? new AwsException(503, "RequestLimitExceeded", "Request limit exceeded.") : AwsException.Bad("Throttling", "Rate exceeded");
}
