using Postern.Aws.CloudWatch;

namespace Postern.Engine.Tests;

public sealed class TrafficQuestionTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
    private readonly TrafficQuestion _question = new("vpce-svc-1", [("eu-west-1a", "euw1-az3"), ("eu-west-1b", "euw1-az1")], ["vpce-1", "vpce-2"]);

    [Fact]
    public void Queries_OfEachPart_HaveNamesOfTheirOwnAndTheDimensionsThatAwsDocuments()
    {
        var queries = _question.Queries;

        Assert.Equal(queries.Count, queries.Select(query => query.Id).Distinct().Count());
        Assert.Equal(
            ["Service Id=vpce-svc-1", "Service Id=vpce-svc-1 Az=eu-west-1a", "Service Id=vpce-svc-1 Az=euw1-az3", "Service Id=vpce-svc-1 Az=eu-west-1b", "Service Id=vpce-svc-1 Az=euw1-az1", "Service Id=vpce-svc-1 VPC Endpoint Id=vpce-1", "Service Id=vpce-svc-1 VPC Endpoint Id=vpce-2"],
            queries.Select(Dimensions).Distinct());
        Assert.All(queries, query => Assert.Equal(query.MetricStat!.Metric!.MetricName == "ActiveConnections" ? "Maximum" : "Sum", query.MetricStat.Stat));
    }

    /// <summary>Whichever of the two AWS knows a zone by, it is told by its name.</summary>
    [Theory]
    [InlineData("Az=eu-west-1b")]
    [InlineData("Az=euw1-az1")]
    public void Answer_ZonesThatHaveTraffic_ByTheirNames(string known)
    {
        var traffic = Answer(query => Dimensions(query).EndsWith(known, StringComparison.Ordinal) && query.MetricStat!.Metric!.MetricName == "BytesProcessed");

        Assert.Equal(new TrafficMinute(Now, 0, 0, 7, 0), Assert.Single(Assert.Single(traffic.Zones).Value));
        Assert.Equal("eu-west-1b", traffic.Zones.Single().Key);
        Assert.Empty(traffic.Total);
    }

    [Fact]
    public void Answer_EachMetric_IsTheNumberOfItsName()
    {
        var traffic = Answer(query => Dimensions(query).EndsWith("vpce-2", StringComparison.Ordinal) && query.MetricStat!.Metric!.MetricName is "NewConnections" or "RstPacketsSent");

        Assert.Equal(new TrafficMinute(Now, 0, 7, 0, 7), Assert.Single(traffic.Endpoints["vpce-2"]));
        Assert.Empty(traffic.Endpoints["vpce-1"]);
        Assert.Empty(traffic.Zones);
    }

    private Traffic Answer(Func<MetricDataQuery, bool> isKnown) => _question.Answer(Now, Now, Now, _question.Queries.ToDictionary(
        query => query.Id!, query => isKnown(query) ? new MetricDataResult { Id = query.Id, Timestamps = [Now], Values = [7] } : new MetricDataResult { Id = query.Id }));

    private static string Dimensions(MetricDataQuery query) => string.Join(' ', query.MetricStat!.Metric!.Dimensions.Select(dimension => $"{dimension.Name}={dimension.Value}"));
}
