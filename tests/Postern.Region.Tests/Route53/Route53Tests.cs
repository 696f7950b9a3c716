using Amazon.Runtime;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using Postern.Aws.Client;
using Postern.Region.Dns;
using Postern.Region.Elb;
using Postern.Region.State;

namespace Postern.Region.Tests.Route53;

/// <summary>Zones and records over HTTP, with a client of the AWS SDK's pipeline.</summary>
public sealed class Route53Tests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_AreChangedListedAndAnswered()
    {
        var (client, zone) = await ZoneAsync("changed.example");
        await client.ChangeAsync(zone, [("CREATE", Set("pg.changed.example", "A", "10.0.0.1", "10.0.0.2")), ("UPSERT", Set("*.changed.example", "CNAME", "pg.changed.example."))], Cancel);

        Assert.Equal(["10.0.0.1", "10.0.0.2"], Assert.Single(await client.ListAsync(zone, "pg.changed.example", Cancel)).Values);
        Assert.Equal("*.changed.example.", Assert.Single(await client.ListAsync(zone, "*.changed.example", Cancel)).Name);
        Assert.Equal("pg.changed.example 10.0.0.1 10.0.0.2", Answers("any.changed.example"));

        await client.ChangeAsync(zone, [("UPSERT", Set("pg.changed.example", "A", "10.0.0.9"))], Cancel);
        Assert.Equal("10.0.0.9", Answers("pg.changed.example"));
        await client.ChangeAsync(zone, [("DELETE", Set("pg.changed.example", "A", "10.0.0.9"))], Cancel);
        Assert.Empty(await client.ListAsync(zone, "pg.changed.example", Cancel));
    }

    [Fact]
    public async Task Zone_OfAnotherAccount_IsNotTouched()
    {
        var (_, zone) = await ZoneAsync("mine.example");
        var other = Client(region.NewTenant());

        Assert.Equal("AccessDenied", (await Assert.ThrowsAsync<AmazonServiceException>(() => other.ChangeAsync(zone, [("CREATE", Set("a.mine.example", "A", "10.0.0.1"))], Cancel))).ErrorCode);
        Assert.Equal("NoSuchHostedZone", (await Assert.ThrowsAsync<AmazonServiceException>(() => other.GetZoneNameAsync("ZNOPE", Cancel))).ErrorCode);
    }

    /// <summary>All mistakes are told, and nothing of the batch is done.</summary>
    [Fact]
    public async Task Batch_WithMistakes_ChangesNothing_AndNamesThem()
    {
        var (client, zone) = await ZoneAsync("batch.example");
        await client.ChangeAsync(zone, [("CREATE", Set("a.batch.example", "A", "10.0.0.1"))], Cancel);

        var error = await Assert.ThrowsAsync<AmazonServiceException>(() => client.ChangeAsync(zone,
        [
            ("CREATE", Set("good.batch.example", "A", "10.0.0.1")),
            ("CREATE", Set("a.batch.example", "A", "10.0.0.1")),
            ("UPSERT", Set("a.batch.example", "CNAME", "b.batch.example")),
            ("DELETE", Set("a.batch.example", "A", "10.0.0.2")),
            ("DELETE", Set("gone.batch.example", "A", "10.0.0.2")),
            ("CREATE", Set("batch.example", "CNAME", "b.example")),
            ("CREATE", Set("a.other.example", "A", "10.0.0.1")),
            ("CREATE", Set("v.batch.example", "A", "10.0.0.300")),
        ], Cancel));

        Assert.Equal("InvalidChangeBatch", error.ErrorCode);
        Assert.Equal(
            "[Tried to create resource record set [name='a.batch.example.', type='A'] but it already exists, "
            + "RRSet of type CNAME with DNS name a.batch.example. is not permitted as it conflicts with other records with the same DNS name in zone batch.example., "
            + "Tried to delete resource record set [name='a.batch.example.', type='A'] but the values provided do not match the current values, "
            + "Tried to delete resource record set [name='gone.batch.example.', type='A'] but it was not found, "
            + "RRSet of type CNAME with DNS name batch.example. is not permitted at apex in zone batch.example., "
            + "RRSet with DNS name a.other.example. is not permitted in zone batch.example., "
            + "Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '10.0.0.300'']", error.Message);
        Assert.Empty(await client.ListAsync(zone, "good.batch.example", Cancel));
    }

    [Theory]
    [InlineData("GET", "/2013-04-01")]
    [InlineData("GET", "/2013-04-01/healthcheck")]
    [InlineData("PUT", "/2013-04-01/hostedzone/%01")]
    [InlineData("POST", "/2013-04-01/hostedzone")]
    public async Task UnsignedOrUnknown_IsAnsweredInXml(string method, string path)
    {
        using var http = new HttpClient { BaseAddress = region.Url };
        using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("<a>") }, Cancel);

        Assert.Contains("<ErrorResponse", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.InRange((int)answer.StatusCode, 400, 404);
    }

    private async Task<(Route53Client Client, string Zone)> ZoneAsync(string name)
    {
        var tenant = region.NewTenant();
        return (Client(tenant), Put(tenant.Account, name));
    }

    private string Put(string account, string name)
    {
        var id = "Z" + region.NewAccount();
        region.Store.Change(t => t.Put(new HostedZone { Id = id, Account = account, Region = "-", Name = name, CallerReference = id }));
        return id;
    }

    private string Answers(string name)
    {
        var query = new DnsMessage { Questions = { new DnsQuestion(DomainName.Parse(name), RecordType.A, RecordClass.INet) } };
        var answer = Resolver.Answer(new Names(region.Store.Snapshot, new TargetHealthBoard(TimeProvider.System), VpcId: null), query);
        return string.Join(' ', answer.AnswerRecords.Select(r => r switch { ARecord a => a.Address.ToString(), CNameRecord c => c.CanonicalName.ToString().TrimEnd('.'), _ => "?" }));
    }

    private Route53Client Client(Tenant tenant) => new(tenant.Credentials, new Route53Config { ServiceURL = region.Url.ToString(), MaxErrorRetry = 0 });

    private static Route53RecordSet Set(string name, string type, params string[] values) => new(name, type, 30, values);
}
