using System.Collections.Concurrent;
using System.Collections.Frozen;
using Postern.Aws.Signing;
using Postern.Region.State;

namespace Postern.Region.Wire;

/// <summary>Results of describes, for as long as nothing in the region changes: programs that wait for something ask for the same again and again.</summary>
internal sealed class RecentResults(RegionStore store)
{
    private const int Most = 32;

    /// <summary>Whose results follow from the state, the request and the caller alone; others look at health, quotas or the clock.</summary>
    private static readonly FrozenSet<string> FollowFromState = FrozenSet.Create(StringComparer.Ordinal,
        "DescribeVpcEndpoints", "DescribeVpcEndpointConnections", "DescribeVpcEndpointServiceConfigurations", "DescribeNetworkInterfaces", "DescribeVpcs", "DescribeSubnets",
        "DescribeSecurityGroups", "DescribeSecurityGroupRules", "DescribeLoadBalancers", "DescribeTargetGroups", "DescribeListeners");

    private volatile Kept _kept = new(RegionState.Empty, []);

    /// <param name="asked">All parameters of the call, as they came.</param>
    public object Of(string action, string asked, Caller caller, Func<object> describe)
    {
        if (!FollowFromState.Contains(action))
        {
            return describe();
        }

        var state = store.Snapshot;
        if (_kept is not { } kept || !ReferenceEquals(kept.State, state))
        {
            _kept = kept = new Kept(state, []);
        }

        if (kept.Results.TryGetValue((asked, caller), out var same))
        {
            return same;
        }

        var result = describe();
        if (kept.Results.Count < Most && ReferenceEquals(store.Snapshot, state))   // otherwise it may be of a later state
        {
            kept.Results[(asked, caller)] = result;
        }

        return result;
    }

    private sealed record Kept(RegionState State, ConcurrentDictionary<(string Asked, Caller Caller), object> Results);
}
