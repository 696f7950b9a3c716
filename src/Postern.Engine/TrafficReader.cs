using System.Collections.Concurrent;
using Amazon.EC2;
using Amazon.Runtime;
using Postern.Aws.CloudWatch;
using Postern.Engine.Cloud;
using DescribeAvailabilityZonesRequest = Amazon.EC2.Model.DescribeAvailabilityZonesRequest;

namespace Postern.Engine;

/// <summary>
/// What went through PrivateLinks in the last hour. CloudWatch is asked only while somebody looks, at most once a minute for each PrivateLink, with one call:
/// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html
/// </summary>
public sealed class TrafficReader(CloudRegion region, TimeProvider clock)
{
    /// <summary>Endpoints that one call has room for: four metrics each, eight for each zone, and four for all together, of 500.</summary>
    public const int MostEndpoints = 112;

    /// <summary>No region has more.</summary>
    private const int MostZones = 6;

    private const int MostKept = 1000;
    private static readonly TimeSpan Span = TimeSpan.FromHours(1), Retry = TimeSpan.FromMinutes(1);

    private readonly SharedList<IReadOnlyList<(string Name, string Id)>> _zones = new(() => ZonesAsync(region), clock);
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
            var cure = AwsErrors.IsDenied(error) ? $" Allow the server's credentials {(error is AmazonEC2Exception ? "ec2:DescribeAvailabilityZones" : "cloudwatch:GetMetricData")}." : "";
            throw new RegionUnreadableException($"AWS did not tell the traffic: {AwsErrors.Describe(error)}.{cure}", Retry, AwsErrors.IsDenied(error), error);
        }
    }

    /// <summary>Without the local zones that an account can switch on: endpoint services have none there.</summary>
    private static async Task<IReadOnlyList<(string Name, string Id)>> ZonesAsync(CloudRegion region) =>
    [
        .. (await region.CountedEc2.DescribeAvailabilityZonesAsync(new DescribeAvailabilityZonesRequest())).AvailabilityZones
            .Where(zone => zone.ZoneType is null or "availability-zone").Select(zone => (zone.ZoneName, zone.ZoneId)).Take(MostZones),
    ];

    private async Task<Traffic> AskAsync(string serviceId, IReadOnlyList<string> endpointIds)
    {
        var now = clock.GetUtcNow();
        var (start, end) = ((now - Span).UtcDateTime, now.UtcDateTime.AddSeconds(1));
        var question = new TrafficQuestion(serviceId, await _zones.GetAsync(DateTimeOffset.MinValue, CancellationToken.None), endpointIds);
        var results = new Dictionary<string, MetricDataResult>(StringComparer.Ordinal);
        string? page = null;
        do
        {
            var answer = await region.CloudWatch.SendAsync(
                new GetMetricData { StartTime = start, EndTime = end, ScanBy = "TimestampAscending", NextToken = page, MetricDataQueries = question.Queries }, CancellationToken.None);
            foreach (var result in answer.MetricDataResults)
            {
                var before = results.GetValueOrDefault(result.Id!);
                results[result.Id!] = before is null ? result : result with { Timestamps = [.. before.Timestamps, .. result.Timestamps], Values = [.. before.Values, .. result.Values] };
            }

            page = answer.NextToken;
        }
        while (page is not null);

        return question.Answer(now.UtcDateTime, start, end, results);
    }
}
