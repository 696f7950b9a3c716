using Postern.Region.Relays;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>One connection through a load balancer.</summary>
internal sealed record Flow(PortPlan Port, string TargetGroupArn, Target Target);

/// <summary>What went through one endpoint, or straight to one load balancer, since the region started. Bytes are those of the ends; PROXY headers do not count.</summary>
internal sealed record TrafficCount(long Open, long Connections, long BytesFromClients, long BytesFromTargets);

/// <summary>The connections that are open, and exact counts of them all.</summary>
internal sealed class TrafficLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RelayConnection, Flow> _open = [];
    private readonly SortedDictionary<string, TrafficCount> _ended = new(StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<RelayConnection, Flow>> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. _open];
            }
        }
    }

    /// <summary>By the id of the endpoint, or the ARN of the load balancer where there was no endpoint on the way.</summary>
    public IReadOnlyDictionary<string, TrafficCount> Counts
    {
        get
        {
            lock (_lock)
            {
                var counts = new SortedDictionary<string, TrafficCount>(_ended, StringComparer.Ordinal);
                foreach (var (connection, flow) in _open)
                {
                    counts[KeyOf(flow)] = Plus(counts, connection, flow, isOpen: 1);
                }

                return counts;
            }
        }
    }

    public void Begin(RelayConnection connection, Flow flow)
    {
        lock (_lock)
        {
            _open.Add(connection, flow);
        }
    }

    /// <param name="wasConnected">Whether the target was reached; a connection without one is not counted.</param>
    public void End(RelayConnection connection, bool wasConnected)
    {
        lock (_lock)
        {
            if (_open.Remove(connection, out var flow) && wasConnected)
            {
                _ended[KeyOf(flow)] = Plus(_ended, connection, flow, isOpen: 0);
            }
        }
    }

    private static string KeyOf(Flow flow) => flow.Port.EndpointId ?? flow.Port.LoadBalancerArn;

    private static TrafficCount Plus(SortedDictionary<string, TrafficCount> counts, RelayConnection connection, Flow flow, int isOpen)
    {
        var so = counts.GetValueOrDefault(KeyOf(flow), new TrafficCount(0, 0, 0, 0));
        return new TrafficCount(so.Open + isOpen, so.Connections + 1, so.BytesFromClients + connection.BytesFromClient, so.BytesFromTargets + connection.BytesFromTarget);
    }
}
