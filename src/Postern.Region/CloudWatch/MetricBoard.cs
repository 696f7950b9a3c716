using Postern.Region.Ec2;
using Postern.Region.Network;
using Postern.Region.State;

namespace Postern.Region.CloudWatch;

/// <summary>The exact counts of traffic, minute by minute, as CloudWatch would have them. They are kept in memory: a region that starts again begins anew.</summary>
internal sealed class MetricBoard(RegionStore store, TrafficLedger ledger, TimeProvider clock)
{
    public const int MinuteSeconds = 60;

    /// <summary>AWS keeps minutes for 15 days: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Metric.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(3);

    private readonly Lock _lock = new();
    private readonly Dictionary<MeteredThing, SortedDictionary<long, Minute>> _series = [];
    private readonly Dictionary<TrafficPath, IReadOnlyList<MeteredThing>> _things = [];
    private IReadOnlyDictionary<TrafficPath, TrafficCount> _last = new Dictionary<TrafficPath, TrafficCount>();

    /// <summary>Puts down what went since the last time.</summary>
    public void Observe()
    {
        lock (_lock)
        {
            var (counts, state, minute) = (ledger.ByPath, store.Snapshot, clock.GetUtcNow().ToUnixTimeSeconds() / MinuteSeconds);
            var news = from path in counts
                       let before = _last.GetValueOrDefault(path.Key, TrafficCount.None)
                       let went = (path.Value.Open, Opened: path.Value.Connections - before.Connections, Bytes: path.Value.Bytes - before.Bytes, Resets: path.Value.Resets - before.Resets)
                       where went != default
                       from thing in ThingsOf(state, path.Key)
                       group went by thing;
            foreach (var thing in news.ToList())
            {
                if (!_series.TryGetValue(thing.Key, out var series))
                {
                    _series[thing.Key] = series = [];
                }

                series[minute] = series.GetValueOrDefault(minute, Minute.None).Plus(thing.Sum(w => w.Open), thing.Sum(w => w.Opened), thing.Sum(w => w.Bytes), thing.Sum(w => w.Resets));
            }

            _last = counts;
            Forget(minute - ((long)Kept.TotalSeconds / MinuteSeconds));
        }
    }

    public IReadOnlyList<MeteredThing> Things(string account, string region)
    {
        lock (_lock)
        {
            return [.. _series.Keys.Where(t => t.Account == account && t.Region == region)];
        }
    }

    /// <summary>Minutes in which anything went, by the second at which they began, from the first second up to the last, which does not count.</summary>
    public IReadOnlyList<KeyValuePair<long, Minute>> Minutes(MeteredThing thing, long from, long to)
    {
        lock (_lock)
        {
            return _series.TryGetValue(thing, out var series)
                ? [.. series.Select(m => KeyValuePair.Create(m.Key * MinuteSeconds, m.Value)).Where(m => m.Key >= from && m.Key < to)]
                : [];
        }
    }

    /// <summary>Remembered, so that the last bytes of what is deleted are counted too.</summary>
    private IReadOnlyList<MeteredThing> ThingsOf(RegionState state, TrafficPath path) => _things.TryGetValue(path, out var known) ? known : _things[path] = [.. Find(state, path)];

    private static IEnumerable<MeteredThing> Find(RegionState state, TrafficPath path)
    {
        if (state.Find<LoadBalancer>(path.LoadBalancerArn) is { } balancer)
        {
            yield return new(balancer.Account, balancer.Region, MeteredThing.NetworkElb, balancer.Id[(balancer.Id.IndexOf('/') + 1)..]);
        }

        if (path.EndpointId is not null && state.Find<VpcEndpoint>(path.EndpointId) is { } endpoint && state.Find<EndpointService>(endpoint.ServiceId) is { } service)
        {
            yield return new(service.Account, service.Region, MeteredThing.PrivateLinkServices, service.Id);
            yield return new(service.Account, service.Region, MeteredThing.PrivateLinkServices, service.Id, endpoint.Id);
            yield return new(service.Account, service.Region, MeteredThing.PrivateLinkServices, service.Id, Zone: Zones.Of(service.Region).Single(zone => zone.Id == path.ZoneId).Name);
        }
    }

    private void Forget(long before)
    {
        foreach (var (thing, series) in _series.ToList())
        {
            foreach (var old in series.Keys.TakeWhile(m => m < before).ToList())
            {
                series.Remove(old);
            }

            if (series.Count == 0)
            {
                _series.Remove(thing);
            }
        }
    }
}
