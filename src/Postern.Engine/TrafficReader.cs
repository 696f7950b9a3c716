using System.Collections.Concurrent;
using Amazon.Runtime;
using Postern.Aws.CloudWatch;
using Postern.Engine.Cloud;

namespace Postern.Engine;

/// <summary>
/// What went through PrivateLinks in the last hour. CloudWatch is asked only while somebody looks, at most once a minute for each PrivateLink, with one call:
/// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html
/// </summary>
public sealed class TrafficReader(CloudRegion region, TimeProvider clock)
{
    /// <summary>Endpoints that one call has room for: four metrics each, as many for each zone, and as many for all together, of 500.</summary>
    public const int MostEndpoints = 118;

    private const int PeriodSeconds = 60, MostKept = 1000;
    private const string Namespace = "AWS/PrivateLinkServices";
    private static readonly TimeSpan Span = TimeSpan.FromHours(1), Retry = TimeSpan.FromMinutes(1);
    private static readonly IReadOnlyList<(string Metric, string Statistic)> Metrics = [("ActiveConnections", "Maximum"), ("NewConnections", "Sum"), ("BytesProcessed", "Sum"), ("RstPacketsSent", "Sum")];

    /// <summary>No region has more than six zones; a zone that there is not has no metrics.</summary>
    private readonly IReadOnlyList<string> _zones = [.. "abcdef".Select(letter => region.Region + letter)];

    private readonly ConcurrentDictionary<string, SharedList<Traffic>> _lists = new(StringComparer.Ordinal);

    /// <summary>CloudWatch has something new each minute; the local region at once.</summary>
    private TimeSpan Age => region.IsLocal ? TimeSpan.FromSeconds(5) : TimeSpan.FromMinutes(1);

    /// <param name="serviceId"><c>vpce-svc-…</c></param>
    /// <param name="endpointIds">Those that are wanted by themselves; the first <see cref="MostEndpoints"/> count.</param>
    /// <exception cref="RegionUnreadableException">AWS did not tell.</exception>
    public async Task<Traffic> ReadAsync(string serviceId, IReadOnlyList<string> endpointIds, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> wanted = [.. endpointIds.Take(MostEndpoints)];
        if (_lists.Count > MostKept)
        {
            _lists.Clear();
        }

        try
        {
            return await _lists.GetOrAdd($"{serviceId} {string.Join(' ', wanted)}", _ => new SharedList<Traffic>(() => AskAsync(serviceId, wanted), clock)).GetAsync(clock.GetUtcNow() - Age, cancellationToken);
        }
        catch (AmazonServiceException error)
        {
            var cure = AwsErrors.IsDenied(error) ? " Allow the server's credentials cloudwatch:GetMetricData." : "";
            throw new RegionUnreadableException($"AWS did not tell the traffic: {AwsErrors.Describe(error)}.{cure}", Retry, AwsErrors.IsDenied(error), error);
        }
    }

    private async Task<Traffic> AskAsync(string serviceId, IReadOnlyList<string> endpointIds)
    {
        var now = clock.GetUtcNow();
        var (start, end) = ((now - Span).UtcDateTime, now.UtcDateTime.AddSeconds(1));
        IReadOnlyList<Dimension?> things = [null, .. _zones.Select(zone => new Dimension { Name = "Az", Value = zone }), .. endpointIds.Select(id => new Dimension { Name = "VPC Endpoint Id", Value = id })];
        var answers = new Dictionary<string, MetricDataResult>(StringComparer.Ordinal);
        string? page = null;
        do
        {
            var answer = await region.CloudWatch.SendAsync(new GetMetricData
            {
                StartTime = start, EndTime = end, ScanBy = "TimestampAscending", NextToken = page,
                MetricDataQueries = [.. things.SelectMany((part, thing) => Metrics.Select((metric, at) => Query(Id(thing, at), serviceId, part, metric)))],
            }, CancellationToken.None);
            foreach (var result in answer.MetricDataResults)
            {
                var before = answers.GetValueOrDefault(result.Id!);
                answers[result.Id!] = before is null ? result : result with { Timestamps = [.. before.Timestamps, .. result.Timestamps], Values = [.. before.Values, .. result.Values] };
            }

            page = answer.NextToken;
        }
        while (page is not null);

        return new Traffic(
            now.UtcDateTime, start, end, Minutes(answers, 0), By(endpointIds, 1 + _zones.Count).ToDictionary(),
            By(_zones, 1).Where(zone => zone.Value.Count > 0).ToDictionary());

        IEnumerable<KeyValuePair<string, IReadOnlyList<TrafficMinute>>> By(IReadOnlyList<string> names, int first) => names.Select((name, at) => KeyValuePair.Create(name, Minutes(answers, first + at)));
    }

    private static string Id(int thing, int metric) => $"t{thing}m{metric}";

    private static MetricDataQuery Query(string id, string serviceId, Dimension? part, (string Metric, string Statistic) metric) => new()
    {
        Id = id,
        MetricStat = new()
        {
            Period = PeriodSeconds, Stat = metric.Statistic,
            Metric = new()
            {
                Namespace = Namespace, MetricName = metric.Metric,
                Dimensions = [new() { Name = "Service Id", Value = serviceId }, .. part is null ? [] : new[] { part }],
            },
        },
    };

    private static IReadOnlyList<TrafficMinute> Minutes(Dictionary<string, MetricDataResult> answers, int thing)
    {
        var found = Enumerable.Range(0, Metrics.Count).Select(metric => answers.GetValueOrDefault(Id(thing, metric)) ?? new MetricDataResult())
            .Select(result => result.Timestamps.Zip(result.Values).ToDictionary(point => point.First, point => (long)Math.Round(point.Second))).ToList();
        return [.. found.SelectMany(values => values.Keys).Distinct().Order().Select(time => new TrafficMinute(
            time, found[0].GetValueOrDefault(time), found[1].GetValueOrDefault(time), found[2].GetValueOrDefault(time), found[3].GetValueOrDefault(time)))];
    }
}
