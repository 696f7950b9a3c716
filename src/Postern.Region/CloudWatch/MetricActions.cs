using System.Text.RegularExpressions;
using Postern.Aws.CloudWatch;
using Postern.Aws.Signing;
using Postern.Aws.Wire;

namespace Postern.Region.CloudWatch;

/// <summary>Metrics of traffic. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html</summary>
internal sealed partial class MetricActions(MetricBoard board)
{
    private const int MostQueries = 500;

    public GetMetricDataResult GetMetricData(GetMetricData request, Caller caller)
    {
        var mistakes = Mistakes(request).ToList();
        if (mistakes.Count > 0)
        {
            throw AwsException.Bad("ValidationError", string.Join("; ", mistakes));
        }

        board.Observe();
        var isAscending = request.ScanBy == "TimestampAscending";
        return new() { MetricDataResults = [.. request.MetricDataQueries.Where(q => q.ReturnData != false).Select(q => Answer(q, request, caller, isAscending))] };
    }

    public ListMetricsResult ListMetrics(ListMetrics request, Caller caller)
    {
        board.Observe();
        var metrics = from thing in board.Things(caller.Account, caller.Region)
                      where request.Namespace is null || thing.Namespace == request.Namespace
                      let dimensions = thing.Dimensions
                      where request.Dimensions.All(d => d.Name is not null && dimensions.TryGetValue(d.Name, out var value) && (d.Value is null || d.Value == value))
                      from name in Minute.MetricNames[thing.Namespace]
                      where request.MetricName is null || name == request.MetricName
                      orderby thing.Namespace, thing.Id, thing.EndpointId, thing.Zone, name
                      select new Metric { Namespace = thing.Namespace, MetricName = name, Dimensions = [.. dimensions.Select(d => new Dimension { Name = d.Key, Value = d.Value })] };
        return new() { Metrics = [.. metrics] };
    }

    private MetricDataResult Answer(MetricDataQuery query, GetMetricData request, Caller caller, bool isAscending)
    {
        var (wanted, metric) = (query.MetricStat!, query.MetricStat!.Metric!);
        var dimensions = metric.Dimensions.ToDictionary(d => d.Name ?? "", d => d.Value ?? "");
        var thing = MeteredThing.Find(caller.Account, caller.Region, metric.Namespace, dimensions);
        var period = wanted.Period!.Value;
        var (from, to) = (Seconds(request.StartTime) / period * period, Seconds(request.EndTime));
        IReadOnlyList<KeyValuePair<long, Minute>> minutes = thing is null ? [] : board.Minutes(thing, from, to);
        var points = from minute in minutes
                     let values = minute.Value.Of(metric.MetricName)
                     where values is not null
                     group values.Value by minute.Key / period * period into span
                     select (At: span.Key, Value: span.Aggregate((a, b) => a.Plus(b)).Value(wanted.Stat!));
        var ordered = (isAscending ? points.OrderBy(p => p.At) : points.OrderByDescending(p => p.At)).ToList();
        return new()
        {
            Id = query.Id, Label = query.Label ?? metric.MetricName, StatusCode = "Complete",
            Timestamps = [.. ordered.Select(p => DateTimeOffset.FromUnixTimeSeconds(p.At).UtcDateTime)],
            Values = [.. ordered.Select(p => p.Value)],
        };
    }

    private static IEnumerable<string> Mistakes(GetMetricData request)
    {
        var queries = request.MetricDataQueries;
        if (queries.Count is 0 or > MostQueries)
        {
            yield return $"MetricDataQueries has {queries.Count} members; 1 to {MostQueries} are allowed";
        }

        if (request.StartTime >= request.EndTime)
        {
            yield return "The parameter StartTime must be less than the parameter EndTime";
        }

        foreach (var twice in queries.GroupBy(q => q.Id).Where(g => g.Count() > 1))
        {
            yield return $"The values for parameter id in MetricDataQueries are not unique: {twice.Key}";
        }

        foreach (var mistake in queries.SelectMany(Mistakes))
        {
            yield return mistake;
        }
    }

    private static IEnumerable<string> Mistakes(MetricDataQuery query)
    {
        if (query.Id is null || !QueryId().IsMatch(query.Id))
        {
            yield return $"The value '{query.Id}' for parameter MetricDataQueries.member.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$";
        }

        if (query.MetricStat is not { Metric: not null } wanted)
        {
            yield return $"{query.Id}: this region answers MetricStat with a Metric only; metric math (Expression) it does not know";
            yield break;
        }

        if (wanted.Period is not (>= MetricBoard.MinuteSeconds and var period) || period % MetricBoard.MinuteSeconds != 0)
        {
            yield return $"{query.Id}: Period is {wanted.Period}; it must be a multiple of {MetricBoard.MinuteSeconds}";
        }

        if (!StatisticSet.Knows(wanted.Stat))
        {
            yield return $"{query.Id}: Stat is '{wanted.Stat}'; this region knows Sum, Average, Minimum, Maximum and SampleCount";
        }
    }

    private static long Seconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeSeconds();

    [GeneratedRegex("^[a-z][a-zA-Z0-9_]*\\z")]
    private static partial Regex QueryId();
}
