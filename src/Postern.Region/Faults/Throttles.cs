using System.Collections.Concurrent;
using Postern.Aws.Signing;

namespace Postern.Region.Faults;

/// <summary>The token buckets of AWS, for each account and region; all calls pass while it is off.</summary>
internal sealed class Throttles(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Account, string Region, string Bucket), TokenBucket> _buckets = new();

    public bool IsOn { get; private set; }

    /// <summary>Switches it; buckets begin full.</summary>
    public void Switch(bool isOn)
    {
        _buckets.Clear();
        IsOn = isOn;
    }

    /// <param name="isUnfiltered">Whether a describe asks for everything at once, which has a smaller bucket.</param>
    /// <returns>Whether the call may pass. It needs a token of each bucket it belongs to.</returns>
    public bool Take(Caller caller, string action, bool isUnfiltered = false)
    {
        var passes = true;
        foreach (var limit in IsOn ? ThrottleLimits.Of(caller.Service, action, isUnfiltered) : [])
        {
            passes &= _buckets.GetOrAdd((caller.Account, caller.Region, limit.Bucket), _ => new TokenBucket(limit.Burst, limit.PerSecond, clock)).Take();
        }

        return passes;
    }
}
