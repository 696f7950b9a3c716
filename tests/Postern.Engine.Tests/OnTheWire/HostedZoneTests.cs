using System.Xml.Linq;
using Amazon.EC2.Model;
using Postern.Aws.Client;
using Postern.Engine.Cloud;

namespace Postern.Engine.Tests.OnTheWire;

/// <summary>Names in Route 53, by the calls that AWS has.</summary>
public sealed class HostedZoneTests : IAsyncLifetime
{
    private const string Domain = "names.example", Host = "privatelink-1-my-pg-demo." + Domain;

    private readonly LocalRegion _region = new() { IsLocal = false };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _region.StartAsync();

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    [Fact]
    public async Task Name_IsSetReplacedAndTakenAway_WithOneCallAndTwo()
    {
        var id = _region.AddHostedZone(Domain);
        var zone = new HostedZone(_region.Cloud, id);
        _region.Calls.Reset();

        Assert.Null(await zone.SetAsync(Host, "CNAME", ["vpce-1.test"], Cancel));
        Assert.Null(await zone.SetAsync(Host, "CNAME", ["vpce-2.test"], Cancel));
        Assert.Equal(["vpce-2.test"], (await _region.Cloud.Route53.ListAsync(id, Host, Cancel)).Single().Values);
        Assert.Null(await zone.RemoveAsync(Host, Cancel));
        Assert.Empty(await _region.Cloud.Route53.ListAsync(id, Host, Cancel));
        _region.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await zone.RemoveAsync("never-there." + Domain, Cancel));

        Assert.Equal([("ChangeResourceRecordSets", 3), ("ListResourceRecordSets", 4)], _region.Calls.Counts.Select(c => (c.Key, c.Value)));
    }

    public static TheoryData<string, string> Foreign => new()
    {
        { "A 10.0.0.1, A 10.0.0.2", """<Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>10.0.0.1</Value></ResourceRecord><ResourceRecord><Value>10.0.0.2</Value></ResourceRecord></ResourceRecords>""" },
        { "A alias of lb.example", """<Type>A</Type><AliasTarget><HostedZoneId>Z2IFOLAFXWLO4F</HostedZoneId><DNSName>lb.example.</DNSName><EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget>""" },
        { "CNAME vpce-1.test (of a routing policy, set identifier 'blue')", """<Type>CNAME</Type><SetIdentifier>blue</SetIdentifier><Weight>10</Weight><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>vpce-1.test</Value></ResourceRecord></ResourceRecords>""" },
        { "A alias of lb.example (of a routing policy, set identifier 'one')", """<Type>A</Type><SetIdentifier>one</SetIdentifier><Failover>PRIMARY</Failover><AliasTarget><HostedZoneId>Z2IFOLAFXWLO4F</HostedZoneId><DNSName>lb.example.</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget><HealthCheckId>11111111-2222-3333-4444-555555555555</HealthCheckId>""" },
    };

    /// <summary>What somebody else has put under a name is told as it is, and goes in one step with what should be there; also where the name itself goes.</summary>
    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Name_OfSomebodyElse_IsFoundAndReplaced(string words, string set)
    {
        var id = _region.AddHostedZone(Domain);
        var zone = new HostedZone(_region.Cloud, id);
        Assert.Empty((await FindAsync(zone, Host)).Records!);
        await PutAsync(id, set);
        Assert.Equal(words.Split(", A "), (await FindAsync(zone, Host)).Records!.Select((record, at) => at == 0 ? record : record["A ".Length..]));

        Assert.Null(await zone.SetAsync(Host, "CNAME", ["vpce-1.test"], Cancel));
        _region.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["CNAME vpce-1.test"], (await FindAsync(zone, Host)).Records!);

        Assert.Null(await zone.RemoveAsync(Host, Cancel));
        await PutAsync(id, set);
        _region.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await zone.RemoveAsync(Host, Cancel));
        Assert.Empty((await FindAsync(zone, Host)).Records!);
    }

    [Fact]
    public async Task Name_ThatCannotBeReplaced_IsToldWithWhatIsThere()
    {
        var id = _region.AddHostedZone(Domain);
        await PutAsync(id, "<Type>CNAME</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>other.test</Value></ResourceRecord></ResourceRecords>");
        var problem = await new HostedZone(_region.Cloud, id).SetAsync(Host, "A", ["10.0.0.300"], Cancel);
        Assert.All(["ARRDATAIllegalIPv4Address", $"{Host} has CNAME other.test, which Postern did not make", $"delete it in hosted zone {id}"], part => Assert.Contains(part, problem, StringComparison.Ordinal));

        Assert.Contains("NoSuchHostedZone", (await FindAsync(new HostedZone(_region.Cloud, "ZNONE"), Host)).Problem, StringComparison.Ordinal);
    }

    /// <summary>As many as a service can have connections: one call in a small zone, and as many as the limit allows, with the time of the rest, in a large one.</summary>
    [Fact]
    public async Task Names_OfManyConnections_AreReadWithFewCalls()
    {
        var id = _region.AddHostedZone(Domain);
        var zone = new HostedZone(_region.Cloud, id);
        var hosts = Enumerable.Range(1, 16).Select(ordinal => $"privatelink-{ordinal}-my-pg-demo.{Domain}").ToList();
        await _region.Cloud.Route53.ChangeAsync(id, [.. hosts.Skip(1).Select(host => ("CREATE", new Route53RecordSet(host, "CNAME", 30, [host + ".test"])))], Cancel);
        _region.Calls.Reset();
        AssertAll(await zone.FindAsync(hosts, isAwaited: true, Cancel));
        Assert.Equal(1, _region.Calls.Reset().Single(call => call.Key == "ListResourceRecordSets").Value);

        await _region.Cloud.Route53.ChangeAsync(id, [.. Enumerable.Range(1, 900).Select(i => ("CREATE", new Route53RecordSet($"privatelink-{1 + (i % 16)}-a{i}-demo.{Domain}", "CNAME", 30, ["other.test"])))], Cancel);
        _region.Clock.Advance(TimeSpan.FromSeconds(1));
        AssertAll(await zone.FindAsync(hosts, isAwaited: true, Cancel));
        Assert.InRange(_region.Calls.Reset().Single(call => call.Key == "ListResourceRecordSets").Value, 2, 4);

        _region.Clock.Advance(TimeSpan.FromSeconds(1));
        var far = Enumerable.Range(1, 6).Select(i => $"privatelink-{i}-zz.{Domain}").ToList();
        await _region.Cloud.Route53.ChangeAsync(id, [.. Enumerable.Range(1, 999).Select(i => ("CREATE", new Route53RecordSet($"privatelink-{1 + (i % 6)}-b{i}.{Domain}", "CNAME", 30, ["other.test"])))], Cancel);
        var found = await zone.FindAsync(far, isAwaited: true, Cancel);
        Assert.Equal(5, found.Values.Count(name => name.Records is { Count: 0 }));
        Assert.Equal(TimeSpan.FromSeconds(0.2), found.Values.Single(name => name.Records is null).RetryAfter);

        void AssertAll(IReadOnlyDictionary<string, HostRecords> found) => Assert.All(hosts, host => Assert.Equal(host == hosts[0] ? [] : [$"CNAME {host}.test"], found[host].Records!));
    }

    /// <summary>One account, one limit: what names take, and networks and nodes, is what everybody sees as taken.</summary>
    [Fact]
    public async Task Calls_CountInTheAccountsBudget()
    {
        await _region.Cloud.CountedEc2.DescribeVpcsAsync(new DescribeVpcsRequest(), Cancel);
        await _region.Cloud.CountedEc2.CreateVpcAsync(new CreateVpcRequest("10.9.0.0/16"), Cancel);
        Assert.Equal((99, 49), (Left("Ec2Describe"), Left("Ec2Modify")));

        var id = _region.AddHostedZone(Domain);
        Assert.Null(await new HostedZone(_region.Cloud, id).SetAsync(Host, "CNAME", ["vpce-1.test"], Cancel));
        Assert.Null(await new HostedZone(_region.Cloud, id).SetAsync("other." + Domain, "CNAME", ["vpce-1.test"], Cancel));
        Assert.Equal(3, Left("Route53"));

        double Left(string kind) => _region.Cloud.Budgets.Single(budget => budget.Class == kind).Available;
    }

    /// <summary>Looks that nobody waits for are one a second in the long run, whatever the limit of calls leaves, and leave some to changes at any moment.</summary>
    [Fact]
    public async Task Looks_ThatNobodyWaitsFor_ArePutOffBeforeOthers()
    {
        var zone = new HostedZone(_region.Cloud, _region.AddHostedZone(Domain));
        var looks = 0;
        while ((await zone.FindAsync([Host], isAwaited: false, Cancel))[Host].Records is not null)
        {
            looks++;
            _region.Clock.Advance(TimeSpan.FromSeconds(0.25));
        }

        Assert.InRange(looks, 60, 90);
        Assert.NotNull((await FindAsync(zone, Host)).Records);

        _region.Clock.Advance(TimeSpan.FromMinutes(5));
        while ((await zone.FindAsync([Host], isAwaited: false, Cancel))[Host].Records is not null)
        {
        }

        Assert.Null(await zone.SetAsync(Host, "A", ["10.0.0.1"], Cancel));
        Assert.Null(await zone.SetAsync(Host, "A", ["10.0.0.2"], Cancel));
    }

    [Fact]
    public async Task Refusals_AreToldWithTheNameAndTheZone()
    {
        Assert.Equal($"Route 53 refused the call for {Host} in hosted zone ZNONE: No hosted zone found with ID: ZNONE (NoSuchHostedZone).",
            await new HostedZone(_region.Cloud, "ZNONE").SetAsync(Host, "CNAME", ["a.test"], Cancel));

        var other = _region.AddHostedZone("other.example");
        Assert.Contains($"RRSet with DNS name {Host}. is not permitted in zone other.example.", await new HostedZone(_region.Cloud, other).SetAsync(Host, "CNAME", ["a.test"], Cancel), StringComparison.Ordinal);
    }

    /// <summary>Five calls a second are what Route 53 allows an account.</summary>
    [Fact]
    public async Task Calls_BeyondTheLimit_AreLeftForLater()
    {
        var zone = new HostedZone(_region.Cloud, _region.AddHostedZone(Domain));
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await zone.SetAsync($"h{i}.{Domain}", "A", ["10.0.0.1"], Cancel));
        }

        Assert.Contains("has not come yet", await zone.SetAsync(Host, "CNAME", ["a.test"], Cancel), StringComparison.Ordinal);
        _region.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await zone.SetAsync(Host, "CNAME", ["a.test"], Cancel));
    }

    private static async Task<HostRecords> FindAsync(HostedZone zone, string host) => (await zone.FindAsync([host], isAwaited: true, Cancel))[host];

    /// <summary>As somebody else would, with what our own client never writes.</summary>
    private Task PutAsync(string zone, string set) => _region.Cloud.Route53.ChangeAsync(
        zone, [("CREATE", new Route53RecordSet("", "", null, []) { Told = XElement.Parse($"<ResourceRecordSet xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Name>{Host}</Name>{set}</ResourceRecordSet>") })], Cancel);
}
