using Postern.Region.Relays;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>One connection through a load balancer.</summary>
internal sealed record Flow(PortPlan Port, string TargetGroupArn, Target Target);

/// <summary>What went through one endpoint, or straight to one load balancer, since the region started. Bytes are those of the ends; PROXY headers do not count.</summary>
internal sealed record TrafficCount(long Open, long Connections, long BytesFromClients, long BytesFromTargets)
{
    public static TrafficCount None { get; } = new(0, 0, 0, 0);

    /// <summary>RST packets that clients were sent.</summary>
    public long Resets { get; init; }

    public long Bytes => BytesFromClients + BytesFromTargets;

    public TrafficCount Plus(TrafficCount other) =>
        new(Open + other.Open, Connections + other.Connections, BytesFromClients + other.BytesFromClients, BytesFromTargets + other.BytesFromTargets) { Resets = Resets + other.Resets };
}

/// <summary>The way that connections take.</summary>
/// <param name="EndpointId">Null where there is no endpoint on it.</param>
/// <param name="ZoneId">Where they come in.</param>
internal sealed record TrafficPath(string? EndpointId, string LoadBalancerArn, string ZoneId);

/// <summary>The connections that are open, and exact counts of them all.</summary>
internal sealed class TrafficLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RelayConnection, Flow> _open = [];
    private readonly Dictionary<TrafficPath, TrafficCount> _ended = [];

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

    public IReadOnlyDictionary<TrafficPath, TrafficCount> ByPath
    {
        get
        {
            lock (_lock)
            {
                var counts = new Dictionary<TrafficPath, TrafficCount>(_ended);
                foreach (var (connection, flow) in _open)
                {
                    Add(counts, flow, Count(connection, isOpen: 1));
                }

                return counts;
            }
        }
    }

    /// <summary>By the id of the endpoint, or the ARN of the load balancer where there was no endpoint on the way.</summary>
    public IReadOnlyDictionary<string, TrafficCount> Counts
    {
        get
        {
            var counts = new SortedDictionary<string, TrafficCount>(StringComparer.Ordinal);
            foreach (var (path, count) in ByPath)
            {
                var key = path.EndpointId ?? path.LoadBalancerArn;
                counts[key] = counts.GetValueOrDefault(key, TrafficCount.None).Plus(count);
            }

            return counts;
        }
    }

    public void Begin(RelayConnection connection, Flow flow)
    {
        lock (_lock)
        {
            _open.Add(connection, flow);
        }
    }

    /// <param name="wasConnected">Whether the target was reached; a connection without one is not counted, but that its client was reset.</param>
    public void End(RelayConnection connection, bool wasConnected)
    {
        lock (_lock)
        {
            if (_open.Remove(connection, out var flow))
            {
                Add(_ended, flow, (wasConnected ? Count(connection, isOpen: 0) : TrafficCount.None) with { Resets = connection.HasReset ? 1 : 0 });
            }
        }
    }

    private static TrafficCount Count(RelayConnection connection, int isOpen) => new(isOpen, 1, connection.BytesFromClient, connection.BytesFromTarget);

    private static void Add(Dictionary<TrafficPath, TrafficCount> counts, Flow flow, TrafficCount count)
    {
        var path = new TrafficPath(flow.Port.EndpointId, flow.Port.LoadBalancerArn, flow.Port.ZoneId);
        counts[path] = counts.GetValueOrDefault(path, TrafficCount.None).Plus(count);
    }
}
