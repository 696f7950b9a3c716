using System.Text;
using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Postern.Aws.Client;
using Postern.Aws.CloudWatch;
using Postern.Region.Network;
using Postern.Region.State;
using Postern.Region.Tests.Relays;
using Postern.Region.Tests.Wire;
using VpcEndpoint = Amazon.EC2.Model.VpcEndpoint;

namespace Postern.Region.Tests.CloudWatch;

/// <summary>CloudWatch tells of traffic what the relay counted, and whom it concerns.</summary>
public sealed class MetricTests(RegionFixture fixture) : IClassFixture<RegionFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_AreTheCountsOfTheRelay_MinuteByMinute()
    {
        var (provider, service, endpoints) = await ServiceAsync(2);
        var ledger = fixture.Get<TrafficLedger>();
        fixture.Clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(fixture.Clock.GetUtcNow().Ticks % TimeSpan.TicksPerMinute)); // a minute begins
        var start = fixture.Clock.GetUtcNow().UtcDateTime;
        var (first, second) = (Open(ledger, service, endpoints[0]), Open(ledger, service, endpoints[1], "euw1-az2"));
        first.Carry(10, 200);
        second.Carry(0, 1);
        await ReadAsync(provider, start, Dimensions(service)); // it is put down in the minute in which it went
        fixture.Advance(60);
        first.Carry(5, 0);
        first.SendReset();
        ledger.End(first, wasConnected: true);

        var byService = await ReadAsync(provider, start, Dimensions(service));
        Assert.Equal([(0, 2d), (60, 0d)], byService["NewConnections"]);
        Assert.Equal([(0, 211d), (60, 5d)], byService["BytesProcessed"]);
        Assert.Equal((0, 2d), byService["ActiveConnections"][0]);
        var byEndpoint = await ReadAsync(provider, start, Dimensions(service, endpoints[0]));
        Assert.Equal([(0, 210d), (60, 5d)], byEndpoint["BytesProcessed"]);
        Assert.Equal((0, 1d), byEndpoint["ActiveConnections"][0]);
        Assert.Equal([(0, 0d), (60, 1d)], byEndpoint["RstPacketsSent"]);
        Assert.Equal([(0, 0d), (60, 1d)], byService["RstPacketsSent"]);
        var (here, there) = (await ReadAsync(provider, start, Dimensions(service, zone: "eu-west-1a")), await ReadAsync(provider, start, Dimensions(service, zone: "eu-west-1b")));
        Assert.Equal(byEndpoint["BytesProcessed"], here["BytesProcessed"]);
        Assert.Equal((0, 1d), there["BytesProcessed"][0]);
        Assert.All((await ReadAsync(provider, start, Dimensions(service, zone: "eu-west-1c"))).Values, Assert.Empty);

        var stranger = fixture.NewTenant();
        Assert.All((await ReadAsync(stranger, start, Dimensions(service))).Values, Assert.Empty);
        using var client = Client(provider);
        var listed = (await client.SendAsync(new ListMetrics { Namespace = "AWS/PrivateLinkServices", MetricName = "BytesProcessed" }, Cancel)).Metrics;
        Assert.Equal([1, 2, 2, 2, 2], listed.Select(m => m.Dimensions.Count));
    }

    [Fact]
    public async Task GetMetricData_Mistakes_AreAllNamed()
    {
        using var client = Client(fixture.NewTenant());
        var now = DateTime.UtcNow;
        var error = await Assert.ThrowsAsync<AmazonServiceException>(() => client.SendAsync(new GetMetricData
        {
            StartTime = now, EndTime = now,
            MetricDataQueries = [new() { Id = "A", Expression = "1+1" }, new() { Id = "b", MetricStat = new() { Metric = new() { Namespace = "AWS/NetworkELB" }, Period = 61, Stat = "p99" } }],
        }, Cancel));

        Assert.Equal("ValidationError", error.ErrorCode);
        Assert.All(["StartTime", "'A'", "Expression", "Period is 61", "'p99'"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    /// <summary>As the aws command line and newer SDKs ask.</summary>
    [Fact]
    public async Task Json_AsksAndAnswersTheSame()
    {
        var (provider, service, endpoints) = await ServiceAsync(1);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(fixture.Clock.GetUtcNow().Ticks % TimeSpan.TicksPerMinute));
        var start = fixture.Clock.GetUtcNow().ToUnixTimeSeconds();
        Open(fixture.Get<TrafficLedger>(), service, endpoints[0]).Carry(7, 0);
        await ReadAsync(provider, fixture.Clock.GetUtcNow().UtcDateTime, Dimensions(service));

        var (_, listed) = await AskAsync(provider, "ListMetrics", """{"Namespace":"AWS/PrivateLinkServices","MetricName":"BytesProcessed"}""");
        Assert.Equal(service.ServiceId, (string?)listed["Metrics"]![0]!["Dimensions"]![0]!["Value"]);
        var query = $$"""{"Id":"a","MetricStat":{"Period":60,"Stat":"Sum","Metric":{"Namespace":"AWS/PrivateLinkServices","MetricName":"BytesProcessed","Dimensions":[{"Name":"Service Id","Value":"{{service.ServiceId}}"}]} } }""";
        var (status, data) = await AskAsync(provider, "GetMetricData", $$"""{"StartTime":{{start}},"EndTime":{{start + 60}},"MetricDataQueries":[{{query}}]}""");
        Assert.Equal((200, start, 7d), (status, (long)data["MetricDataResults"]![0]!["Timestamps"]![0]!, (double)data["MetricDataResults"]![0]!["Values"]![0]!));
        foreach (var (action, body, code) in new[] { ("GetMetricData", "{}", "ValidationError"), ("GetMetricData", "[1]", "SerializationException"), ("MakeCoffee", "{}", "InvalidAction") })
        {
            var (refused, error) = await AskAsync(provider, action, body);
            Assert.Equal((400, code), (refused, (string?)error["__type"]));
        }
    }

    private async Task<(int Status, JsonNode Body)> AskAsync(Tenant tenant, string action, string body)
    {
        var request = RawRequest.Signed(fixture.Url, fixture.KeyOf(tenant.Principal), Encoding.UTF8.GetBytes(body), DateTimeOffset.UtcNow, "monitoring");
        request.Headers.Add("X-Amz-Target", "GraniteServiceVersion20100801." + action);
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal("application/x-amz-json-1.0", answer.Content.Headers.ContentType?.MediaType);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!);
    }

    private async Task<(Tenant Provider, ServiceConfiguration Service, List<VpcEndpoint> Endpoints)> ServiceAsync(int endpoints)
    {
        var (provider, consumer) = (fixture.NewTenant(), fixture.NewTenant());
        var service = await provider.ServiceAsync(allowed: consumer.Principal);
        fixture.Advance(5);
        var made = new List<VpcEndpoint>();
        for (var i = 0; i < endpoints; i++)
        {
            made.Add(await consumer.EndpointAsync(service));
        }

        return (provider, service, made);
    }

    private static CountedConnection Open(TrafficLedger ledger, ServiceConfiguration service, VpcEndpoint endpoint, string zone = "euw1-az1")
    {
        var connection = new CountedConnection();
        ledger.Begin(connection, new Flow(new PortPlan(endpoint.VpcId, "10.0.0.10", 1, "listener", service.NetworkLoadBalancerArns[0], zone, endpoint.VpcEndpointId), "tg", new Target("10.0.0.20", 1, "eu-west-1a")));
        return connection;
    }

    private static List<Dimension> Dimensions(ServiceConfiguration service, VpcEndpoint? endpoint = null, string? zone = null) =>
        [.. new Dimension[] { new() { Name = "Service Id", Value = service.ServiceId }, new() { Name = "VPC Endpoint Id", Value = endpoint?.VpcEndpointId }, new() { Name = "Az", Value = zone } }.Where(d => d.Value is not null)];

    /// <summary>The points of each metric, by the seconds after the start.</summary>
    private async Task<Dictionary<string, List<(int At, double Value)>>> ReadAsync(Tenant tenant, DateTime start, List<Dimension> dimensions)
    {
        var metrics = new[] { (Name: "ActiveConnections", Stat: "Maximum"), (Name: "NewConnections", Stat: "Sum"), (Name: "BytesProcessed", Stat: "Sum"), (Name: "RstPacketsSent", Stat: "Sum") };
        using var client = Client(tenant);
        var answer = await client.SendAsync(new GetMetricData
        {
            StartTime = start, EndTime = start.AddMinutes(5), ScanBy = "TimestampAscending",
            MetricDataQueries = [.. metrics.Select((m, i) => new MetricDataQuery { Id = $"m{i}", Label = m.Name, MetricStat = new() { Period = 60, Stat = m.Stat, Metric = new() { Namespace = "AWS/PrivateLinkServices", MetricName = m.Name, Dimensions = dimensions } } })],
        }, Cancel);
        return answer.MetricDataResults.ToDictionary(r => r.Label!, r => r.Timestamps.Zip(r.Values, (time, value) => ((int)(time - start).TotalSeconds, value)).ToList());
    }

    private CloudWatchClient Client(Tenant tenant) => new(tenant.Credentials, new CloudWatchConfig { ServiceURL = fixture.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });
}
