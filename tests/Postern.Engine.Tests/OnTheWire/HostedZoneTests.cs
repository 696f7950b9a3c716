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
        var zone = new HostedZone(_region.Cloud, id, _region.Clock);
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

    [Fact]
    public async Task Name_OfAnotherKind_IsFoundAndReplacedInOneStep()
    {
        var id = _region.AddHostedZone(Domain);
        var zone = new HostedZone(_region.Cloud, id, _region.Clock);
        Assert.Empty((await zone.FindAsync(Host, isAwaited: false, Cancel)).Sets!);
        await _region.Cloud.Route53.ChangeAsync(id, [("CREATE", new Route53RecordSet(Host, "A", 60, ["10.0.0.1", "10.0.0.2"]))], Cancel);
        Assert.Equal(["10.0.0.1", "10.0.0.2"], (await zone.FindAsync(Host, isAwaited: true, Cancel)).Sets!.Single().Values);

        Assert.Null(await zone.ReplaceAsync(Host, "CNAME", ["vpce-1.test"], Cancel));
        _region.Clock.Advance(TimeSpan.FromSeconds(1));
        var set = (await zone.FindAsync(Host, isAwaited: true, Cancel)).Sets!.Single();
        Assert.Equal(("CNAME", "vpce-1.test"), (set.Type, set.Values.Single()));

        var (none, problem) = await new HostedZone(_region.Cloud, "ZNONE", _region.Clock).FindAsync(Host, isAwaited: true, Cancel);
        Assert.Null(none);
        Assert.Contains("NoSuchHostedZone", problem, StringComparison.Ordinal);
    }

    /// <summary>Looks that nobody waits for are one a second in the long run, whatever the limit of calls leaves.</summary>
    [Fact]
    public async Task Looks_ThatNobodyWaitsFor_ArePutOffBeforeOthers()
    {
        var zone = new HostedZone(_region.Cloud, _region.AddHostedZone(Domain), _region.Clock);
        var looks = 0;
        while ((await zone.FindAsync(Host, isAwaited: false, Cancel)).Sets is not null)
        {
            looks++;
            _region.Clock.Advance(TimeSpan.FromSeconds(0.25));
        }

        Assert.InRange(looks, 60, 90);
        Assert.NotNull((await zone.FindAsync(Host, isAwaited: true, Cancel)).Sets);
    }

    [Fact]
    public async Task Refusals_AreToldWithTheNameAndTheZone()
    {
        Assert.Equal($"Route 53 refused the call for {Host} in hosted zone ZNONE: No hosted zone found with ID: ZNONE (NoSuchHostedZone).",
            await new HostedZone(_region.Cloud, "ZNONE", _region.Clock).SetAsync(Host, "CNAME", ["a.test"], Cancel));

        var other = _region.AddHostedZone("other.example");
        Assert.Contains($"RRSet with DNS name {Host}. is not permitted in zone other.example.", await new HostedZone(_region.Cloud, other, _region.Clock).SetAsync(Host, "CNAME", ["a.test"], Cancel), StringComparison.Ordinal);
    }

    /// <summary>Five calls a second are what Route 53 allows an account.</summary>
    [Fact]
    public async Task Calls_BeyondTheLimit_AreLeftForLater()
    {
        var zone = new HostedZone(_region.Cloud, _region.AddHostedZone(Domain), _region.Clock);
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await zone.SetAsync($"h{i}.{Domain}", "A", ["10.0.0.1"], Cancel));
        }

        Assert.Contains("has not come yet", await zone.SetAsync(Host, "CNAME", ["a.test"], Cancel), StringComparison.Ordinal);
        _region.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await zone.SetAsync(Host, "CNAME", ["a.test"], Cancel));
    }
}
