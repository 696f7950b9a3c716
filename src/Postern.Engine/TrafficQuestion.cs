using Postern.Aws.CloudWatch;

namespace Postern.Engine;

/// <summary>
/// The metrics of an endpoint service: of all together, of each zone and of the endpoints that are wanted by themselves. Pure.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html#endpoint-service-metrics-dimensions
/// </summary>
internal sealed class TrafficQuestion(string serviceId, IReadOnlyList<(string Name, string Id)> zones, IReadOnlyList<string> endpointIds)
{
    private const int PeriodSeconds = 60;
    private const string Namespace = "AWS/PrivateLinkServices";
    private static readonly IReadOnlyList<(string Name, string Statistic)> Metrics = [("ActiveConnections", "Maximum"), ("NewConnections", "Sum"), ("BytesProcessed", "Sum"), ("RstPacketsSent", "Sum")];

    private readonly IReadOnlyList<Dimension?> _parts =
    [
        null,
        .. zones.SelectMany(NamesOf).Select(name => new Dimension { Name = "Az", Value = name }),
        .. endpointIds.Select(id => new Dimension { Name = "VPC Endpoint Id", Value = id }),
    ];

    public IReadOnlyList<MetricDataQuery> Queries => [.. _parts.SelectMany((part, at) => Metrics.Select((metric, number) => new MetricDataQuery
    {
        Id = Id(at, number),
        MetricStat = new()
        {
            Period = PeriodSeconds, Stat = metric.Statistic,
            Metric = new() { Namespace = Namespace, MetricName = metric.Name, Dimensions = [new() { Name = "Service Id", Value = serviceId }, .. part is null ? [] : new[] { part }] },
        },
    }))];

    /// <param name="results">By the id of the query.</param>
    public Traffic Answer(DateTime seenAt, DateTime start, DateTime end, IReadOnlyDictionary<string, MetricDataResult> results)
    {
        var minutes = _parts.Select((part, at) => (Name: part?.Value ?? "", Minutes: Minutes(results, at))).ToDictionary(part => part.Name, part => part.Minutes);
        return new Traffic(
            seenAt, start, end, minutes[""], endpointIds.ToDictionary(id => id, id => minutes[id]),
            zones.Select(zone => KeyValuePair.Create(zone.Name, NamesOf(zone).Select(name => minutes[name]).FirstOrDefault(found => found.Count > 0) ?? []))
                .Where(zone => zone.Value.Count > 0).ToDictionary());
    }

    /// <summary>AWS documents that <c>Az</c> is a zone, but not whether by its name or its id: both are asked for, and the one that it does not know has no metrics.</summary>
    private static IEnumerable<string> NamesOf((string Name, string Id) zone) => [zone.Name, zone.Id];

    private static string Id(int part, int metric) => $"t{part}m{metric}";

    private static IReadOnlyList<TrafficMinute> Minutes(IReadOnlyDictionary<string, MetricDataResult> results, int part)
    {
        var found = Metrics.Select((_, number) => results.GetValueOrDefault(Id(part, number)) ?? new MetricDataResult())
            .Select(result => result.Timestamps.Zip(result.Values).ToDictionary(point => point.First, point => (long)Math.Round(point.Second))).ToList();
        return [.. found.SelectMany(values => values.Keys).Distinct().Order().Select(time => new TrafficMinute(
            time, found[0].GetValueOrDefault(time), found[1].GetValueOrDefault(time), found[2].GetValueOrDefault(time), found[3].GetValueOrDefault(time)))];
    }
}
